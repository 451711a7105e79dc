"""Files: what was sent is recognised by its bytes, made anew, stripped, and laid under its digest.

`kinds` recognises, `pictures`, `documents` and `forms` make anew, `shelf` keeps the bytes, `answers` gives them out.
`saan.core.actions.files.keep` is the way in.
"""
from saan.core.files.answers import answer
from saan.core.files.kinds import DOCUMENTS, PICTURES, TEMPLATES, Kind

__all__ = ["DOCUMENTS", "PICTURES", "TEMPLATES", "Kind", "answer"]
