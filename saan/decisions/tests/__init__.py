"""Stories of decisions."""
