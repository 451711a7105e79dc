"""Keeping what was uploaded."""
from collections.abc import Collection

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from saan.core.files import documents, forms, pictures, shelf
from saan.core.files.kinds import DOCUMENTS, PICTURES, Kind, recognised
from saan.core.models import StoredFile


@transaction.atomic
def keep(*, upload: UploadedFile, sorts: Collection[str] = PICTURES | DOCUMENTS) -> StoredFile:
    """Read what was uploaded, make it anew without anything hidden, and keep that; the same bytes are kept once.

    What it is its bytes decide. Anything else is refused (422) with a sentence beside the field `file`. The bytes lie
    on disk before the row does, so a row never points at nothing.
    """
    kind = recognised(upload.file, upload.size, sorts)
    width = height = None
    if kind is Kind.PDF:
        content = documents.remade(upload.file)
    elif kind is Kind.DOCX:
        content = forms.remade(upload.file)
    else:
        content, kind, width, height = pictures.remade(upload.file)
    about = {"media": str(kind), "size": len(content), "width": width, "height": height}
    return StoredFile.objects.get_or_create(digest=shelf.lay(content), defaults=about)[0]
