"""Verbs of plans, one file per noun."""
