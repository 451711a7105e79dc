"""Stories of plans."""
