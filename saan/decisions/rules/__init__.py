"""What follows in decisions, and who may do what."""
