"""What can be done in decisions."""
