"""Stories of listening."""
