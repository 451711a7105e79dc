"""How a stored file is given to a browser: as what it is, under its name, able to do nothing."""
from csp.constants import HEADER
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from saan.core.files.kinds import DOCUMENTS, PICTURES
from saan.core.files.shelf import place_of
from saan.core.models import StoredFile

ENDINGS = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
POWERLESS = "default-src 'none'; frame-ancestors 'none'; sandbox"
READABLE = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"   # a PDF reader


def answer(file: StoredFile, name: str, *, inline: bool = True) -> HttpResponse:
    """Return the bytes under that name (without ending), to look at or to keep; who may have them the page has asked.

    A word document is only ever kept.
    """
    shown = inline and file.media in PICTURES | DOCUMENTS
    try:
        content = place_of(file.digest).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, content_type=file.media)
    called = f"{_safe(name) or file.digest[:12]}{ENDINGS.get(file.media, '.docx')}"
    response.headers["Content-Disposition"] = content_disposition_header(not shown, called)
    response.headers["Content-Length"] = str(file.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers[HEADER] = READABLE if file.media in DOCUMENTS else POWERLESS
    return response


def _safe(name):
    """Return the name without what would lead elsewhere or break the header."""
    kept = "".join(" " if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in name)
    return " ".join(kept.split())[:100].strip(". ")
