"""What follows from what in plans, and who may do what."""
