"""Resolutions, the ballots they rest on, what they stand on, how far they are, and how they were closed."""
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core.acts import Act
from saan.decisions.models.committees import Term
from saan.decisions.models.meetings import Item, Meeting
from saan.decisions.models.proposals import Proposal
from saan.people.models import Gated, Rows


class Resolutions(Rows):
    """Resolutions as questions are asked of them."""

    def still_open(self):
        """Return those that come back until they are closed."""
        return self.filter(~Exists(_closings()))

    def closed(self):
        """Return those that come back no more."""
        return self.filter(Exists(_closings()))


class Resolution(Gated, Act):
    """What a meeting resolved: number, owner and due date are all there, or it is none.

    It keeps how many were there, how many were needed, and the votes that counted; without any it was by consensus.
    """

    kind = "resolution"
    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=24)   # as offices say it: the meeting's number, and its own behind it: 3/2569-1
    text = models.TextField()
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="resolutions")
    due_on = models.DateField()
    there = models.PositiveSmallIntegerField(default=0)
    needed = models.PositiveSmallIntegerField(default=0)
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    objects = Resolutions.as_manager()

    def __str__(self) -> str:
        return f"{self.label} {self.text}"

    @property
    def is_by_consensus(self) -> bool:
        """Return whether nobody asked for a vote."""
        return self.yes + self.no + self.abstained == 0

    class Meta:
        indexes = (models.Index(fields=["due_on"]),)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="one_resolution_of_a_number"),
            models.UniqueConstraint(fields=["item"], name="one_resolution_an_item"),
            models.CheckConstraint(condition=~Q(text=""), name="a_resolution_says_what"))


class Ground(Gated):
    """That a resolution answers a proposal."""

    tenant = "resolution__meeting__committee__authority"
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="grounds")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="grounds")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["resolution", "proposal"], name="a_ground_once"),)


class Ballot(Gated, Act):
    """How a member voted on a point of the agenda."""

    class Word(models.TextChoices):
        YES = "yes", _("เห็นชอบ")
        NO = "no", _("ไม่เห็นชอบ")
        ABSTAINS = "abstains", _("งดออกเสียง")

    tenant = "item__meeting__committee__authority"
    item = models.ForeignKey(Item, models.PROTECT, related_name="ballots")
    term = models.ForeignKey(Term, models.PROTECT, related_name="ballots")
    word = models.CharField(max_length=8, choices=Word.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "term"], name="one_ballot_each"),)


class FollowUp(Gated, Act):
    """How far a resolution is, as its owner or the secretary says it."""

    tenant = "resolution__meeting__committee__authority"
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="follow_ups")
    text = models.TextField()
    says_done = models.BooleanField(null=True)   # whoever owes it says that nothing is left to do; a meeting decides


class Closing(Gated, Act):
    """Why a resolution comes back no more: what it asked for happened, or the committee let it go in a meeting.

    It ends where what had been confirmed turns out not to be so; then the resolution comes back.
    """

    class Word(models.TextChoices):
        DONE = "done", _("เกิดขึ้นจริงแล้ว")
        DROPPED = "dropped", _("ที่ประชุมให้ยุติ")

    tenant = "resolution__meeting__committee__authority"
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="closings")
    word = models.CharField(max_length=8, choices=Word.choices)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="closings")   # where a meeting decided it
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["resolution"], condition=Q(ended_at=None), name="one_closing_at_a_time"),)


def _closings():
    return Closing.objects.filter(resolution=OuterRef("pk"), ended_at=None)
