"""Disclosure: a first net for words that may tell of harm to a child. It catches and never judges.

`find` says where which sign stands; `discloses` says whether there is any; `warm` makes the first call quick.
docs/disclosure.md says what it misses.
"""
from saan.methods.disclosure.finder import Sign, discloses, find, warm

__all__ = ["Sign", "discloses", "find", "warm"]
