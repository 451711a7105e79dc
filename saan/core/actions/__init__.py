"""What core writes: retry keys, attempts, and how far jobs have come."""
