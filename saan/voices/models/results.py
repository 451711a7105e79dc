"""Results as they were published, step by step."""
from django.db import models

from saan.core import clock
from saan.core.vocabulary import Band
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
    votes = models.PositiveIntegerField(default=0)   # at closing: how many votes there are
    digest = models.CharField(max_length=64, blank=True)   # at closing: SHA-256 of all votes, also on the trail


class Heard(Gated):
    """How many people of one age band had taken part at one step of publishing; an empty band = not said."""

    tenant = "publication__consultation__authority"
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="heard")
    band = models.CharField(max_length=8, choices=Band.choices, blank=True)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["publication", "band"], name="one_band_a_step"),)


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
