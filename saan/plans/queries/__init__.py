"""Questions about plans, one file per noun."""
