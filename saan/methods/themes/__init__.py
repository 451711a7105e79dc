"""Themes: groups of like messages in short Thai texts, which people merge and name; no topics are promised.

`groups.group` puts texts together that say the like and leaves the others unassigned; `telling.telling` says which
words tell a group from what else is said; `tokens.words_of` finds the words. Pure functions over texts: no network, no
model; the dictionary of PyThaiNLP and the word fields beside this file are read once. docs/themes.md tells how well.
"""
