"""Commands of areas: load them, and the figures of who lives there."""
