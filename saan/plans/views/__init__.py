"""The pages of plans, one file per noun."""
