"""The sealed traffic log that the computer-crime law asks for: when, from where, which page, how it ended.

`gate` notes each request in memory, `book` writes what was noted every second and chains it, `seals` closes it for
everybody but the holder of the key, `reading` opens it for a lawful order and forgets what is older than 90 days.
"""
