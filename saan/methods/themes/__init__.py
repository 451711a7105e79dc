"""Themes: groups of like messages in short Thai texts, which people merge and name; no topics are promised.

`group` puts texts together that say the like and leaves the others unassigned; `telling` says which words tell a
group from what else is said. Pure functions over texts: no network, no model; the dictionary of PyThaiNLP and the
word fields beside this file are read once. How well it works is measured in docs/themes.md.
"""
from saan.methods.themes.groups import Group, Grouping, group
from saan.methods.themes.telling import telling
from saan.methods.themes.tokens import words_of

__all__ = ["Group", "Grouping", "group", "telling", "words_of"]
