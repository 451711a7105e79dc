"""What the two databases do in their own ways: many votes at once, erasing, and looking for what is alike."""
