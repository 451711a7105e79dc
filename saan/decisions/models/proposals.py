"""Proposals: what they stand on, who must answer until when, and what was answered."""
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.areas.models import Area
from saan.core import clock
from saan.core.acts import Act
from saan.people.models import Gated
from saan.voices.models import Consultation, Statement, Theme, Voice


class Budgeting(Gated):
    """When a town's fiscal year begins and its draft must lie before its council; without a row: 1 Oct, 15 Aug."""

    authority = models.OneToOneField(Authority, models.PROTECT, related_name="budgeting")
    year_month = models.PositiveSmallIntegerField(default=10)
    year_day = models.PositiveSmallIntegerField(default=1)
    draft_month = models.PositiveSmallIntegerField(default=8)
    draft_day = models.PositiveSmallIntegerField(default=15)


class Proposal(Gated, Act):
    """What is proposed, to one responsible agency, with the clock of its first reply; passed on, the clock runs on."""

    kind = "proposal"
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="proposals")
    area = models.ForeignKey(Area, models.PROTECT, related_name="proposals")
    title = models.TextField()   # at most 120 graphemes, which may be many more code points
    text = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="answers_for")   # who is responsible now
    due_at = models.DateTimeField()   # of the first reply

    def __str__(self) -> str:
        return self.title

    class Meta:
        indexes = (models.Index(fields=["authority", "due_at"]),)


class Source(Gated):
    """What a proposal stands on: a theme, a consultation, a statement or a voice."""

    tenant = "proposal__authority"
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="sources")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="sourced")
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, related_name="sourced")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="sourced")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="sourced")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(theme__isnull=False, consultation=None, statement=None, voice=None)
                | Q(theme=None, consultation__isnull=False, statement=None, voice=None)
                | Q(theme=None, consultation=None, statement__isnull=False, voice=None)
                | Q(theme=None, consultation=None, statement=None, voice__isnull=False), name="one_source_a_row"),
            *(models.UniqueConstraint(fields=["proposal", what], name=f"a_{what}_once_a_proposal")
              for what in ("theme", "consultation", "statement", "voice")))


class Passing(Gated, Act):
    """That an agency said "not ours" and passed the proposal on; the clock is not touched."""

    kind = "passing"
    tenant = "proposal__authority"
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="passings")
    from_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(from_agency=F("to_agency")), name="it_is_passed_to_somebody_else"),
            models.CheckConstraint(condition=~Q(reason=""), name="passing_on_says_why"))


class Response(Gated, Act):
    """What the responsible agency answers; the first one stops the clock, and declining says why."""

    class Word(models.TextChoices):
        TAKES = "takes", _("รับไปทำ")
        TABLES = "tables", _("ขอให้ที่ประชุมตัดสิน")
        DECLINES = "declines", _("ยังทำไม่ได้ เพราะ…")

    kind = "response"
    tenant = "proposal__authority"
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="responses")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="responses")
    word = models.CharField(max_length=10, choices=Word.choices)
    text = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(word="declines", text=""), name="declining_says_why"),)


class Reminder(Gated):
    """That the agency responsible then was reminded: soon before the first reply was due, or when it was overdue."""

    class Word(models.TextChoices):
        SOON = "soon", _("ใกล้ครบกำหนด")
        OVERDUE = "overdue", _("เกินกำหนด")

    tenant = "proposal__authority"
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="reminders")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    word = models.CharField(max_length=8, choices=Word.choices)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["proposal", "agency", "word"], name="reminded_once"),)
