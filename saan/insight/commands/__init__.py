"""Commands of insight."""
