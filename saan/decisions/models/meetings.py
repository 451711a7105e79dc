"""Meetings: their agenda, who came, what was written, and what was amended once they were closed."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.core.acts import Act
from saan.decisions.models.committees import Committee, Term
from saan.decisions.models.proposals import Proposal
from saan.people.models import Gated


class Meeting(Gated):
    """A meeting of a committee, the n-th of its year."""

    kind = "meeting"
    tenant = "committee__authority"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()   # ค.ศ.; said as พ.ศ.
    meets_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    where = models.CharField(max_length=160)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["committee", "year", "number"], name="one_meeting_of_a_number"),)


class Turn(Gated, Act):
    """What a meeting went through: each once, with who and when."""

    class Word(models.TextChoices):
        INVITED = "invited", _("เชิญแล้ว")
        OPENED = "opened", _("เปิดประชุม")
        CLOSED = "closed", _("ปิดประชุม")
        CANCELLED = "cancelled", _("ยกเลิก")

    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="turns")
    word = models.CharField(max_length=10, choices=Word.choices)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "word"], name="one_turn_of_a_word"),)


class Item(Gated):
    """A point of an agenda: an open resolution that came back, a proposal, or something else that has a title."""

    kind = "item"
    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="items")
    followed = models.ForeignKey("Resolution", models.PROTECT, null=True, related_name="came_back")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_of_a_number"),
            models.CheckConstraint(condition=~Q(title="", proposal=None, followed=None), name="an_item_says_what"),
            models.UniqueConstraint(fields=["meeting", "proposal"], name="a_proposal_once_an_agenda"),
            models.UniqueConstraint(fields=["meeting", "followed"], name="a_resolution_once_an_agenda"))


class Presence(Gated, Act):
    """How a member took part: there, by a deputy, or not."""

    class Word(models.TextChoices):
        PRESENT = "present", _("มา")
        DEPUTY = "deputy", _("ส่งผู้แทน")
        AWAY = "away", _("ลา")

    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="presences")
    term = models.ForeignKey(Term, models.PROTECT, related_name="presences")
    word = models.CharField(max_length=8, choices=Word.choices)
    deputy = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "term"], name="one_presence_each"),
            models.CheckConstraint(condition=~Q(word="deputy", deputy=""), name="a_deputy_has_a_name"))


class Draft(Gated, Act):
    """One version of a meeting's minutes, whole; every value ever entered stays, with author and time."""

    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "number"], name="one_draft_of_a_number"),)


class Amendment(Gated, Act):
    """What was changed in the minutes after the meeting was closed; the minutes themselves are not touched."""

    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="amendments")
    text = models.TextField()
