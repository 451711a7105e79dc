"""Statements and the votes on them."""
from django.db import models
from django.db.models import Q

from saan.core import clock
from saan.people.models import Gated, Participant
from saan.voices.models.consultations import Consultation
from saan.voices.models.voices import Voice


class Statement(Gated):
    """One sentence to agree or disagree with; where a participant proposed it, `voice` is what was said."""

    kind = "statement"
    tenant = "consultation__authority"
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="statements")
    voice = models.OneToOneField(Voice, models.PROTECT, null=True, related_name="statement")
    text = models.TextField()   # at most 140 graphemes; empty = erased
    number = models.PositiveSmallIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["consultation", "number"], name="one_statement_of_a_number"),)


class Vote(models.Model):
    """What one participant says to one statement: its own record, so it is not tied.

    `change` only grows over all votes: a reader who stands at one change sees everything later by asking for more.
    """

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="votes", db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="votes", db_index=False)
    value = models.SmallIntegerField()
    at = models.DateTimeField(default=clock.now)
    change = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["participant", "statement"], name="one_vote_each"),
            models.CheckConstraint(condition=Q(value__in=(-1, 0, 1)), name="agree_pass_or_disagree"))
        indexes = (models.Index(fields=["statement", "change", "value", "participant"]),)   # all that counting reads
