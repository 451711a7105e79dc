"""What is typed into the pages of plans, one file per noun."""
