"""What people type in decisions."""
