"""Stories of bin/: what somebody at a terminal sees."""
