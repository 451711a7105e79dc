"""Commands of notices: find out whether letters leave the town."""
