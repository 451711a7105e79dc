"""Results as they were published, step by step."""
from django.db import models

from saan.core import clock
from saan.people.models import Gated
from saan.voices.models.consultations import Consultation
from saan.voices.models.statements import Statement


class Publication(Gated):
    """One step of publishing: how many people have taken part, and up to which change of votes."""

    tenant = "consultation__authority"
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="publications")
    at = models.DateTimeField(default=clock.now)
    people = models.PositiveIntegerField()
    change = models.BigIntegerField()
    closing = models.BooleanField(default=False)
    late = models.PositiveIntegerField(default=0)   # at closing: votes or changes that stay out


class Figure(Gated):
    """The counts of one statement as published; it stands until a later publication moves it."""

    tenant = "publication__consultation__authority"
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="figures")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="figures")
    agree = models.PositiveIntegerField()
    disagree = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    change = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["publication", "statement"], name="one_figure_a_step"),)
