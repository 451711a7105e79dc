"""Stories of insight."""
