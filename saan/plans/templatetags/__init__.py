"""What templates of plans ask."""
