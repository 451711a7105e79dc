"""Verbs of network, one file per noun."""
