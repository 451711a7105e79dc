"""Masking: what tells who somebody is or how to reach them is taken out of a text before anybody reads it.

`mask` replaces phone numbers, e-mail addresses, LINE and other ids, and names after a title by short marks;
`has_national_id` finds a valid Thai id, which is refused and never masked. Rules of our own: a careful guess.
"""
from saan.methods.masking.ids import has_national_id
from saan.methods.masking.marks import MARKS, Masked, mask

__all__ = ["MARKS", "Masked", "has_national_id", "mask"]
