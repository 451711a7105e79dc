"""What the shell shows."""
