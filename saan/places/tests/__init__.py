"""Stories of places."""
