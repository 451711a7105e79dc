"""A town's own templates for its papers."""
from django.db import models

from saan.agencies.models import Authority
from saan.core.acts import Act
from saan.core.models import StoredFile
from saan.core.vocabulary import Level
from saan.people.models import Gated


class Template(Gated, Act):
    """That a town fills one of its papers into a template of its own; the newest one counts."""

    kind = "template"
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="templates")
    paper = models.CharField(max_length=20)   # which paper: a word that a later room registered
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="templates")   # None = Saan's own
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.OFFICE)
