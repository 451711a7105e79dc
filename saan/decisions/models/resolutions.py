"""Resolutions, the ballots they rest on, what they stand on, and how they were closed."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core.acts import Act
from saan.decisions.models.committees import Term
from saan.decisions.models.meetings import Item, Meeting
from saan.decisions.models.proposals import Proposal
from saan.people.models import Gated


class Resolution(Gated, Act):
    """What a meeting resolved: number, owner and due date are all there, or it is none."""

    kind = "resolution"
    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="resolutions")
    due_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="one_resolution_of_a_number"),
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


class Closing(Gated, Act):
    """Why a resolution comes back no more: what it asked for happened, or the committee let it go in a meeting."""

    class Word(models.TextChoices):
        DONE = "done", _("เกิดขึ้นจริงแล้ว")
        DROPPED = "dropped", _("ที่ประชุมให้ยุติ")

    tenant = "resolution__meeting__committee__authority"
    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="closing")
    word = models.CharField(max_length=8, choices=Word.choices)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="closings")   # where a meeting decided it
    reason = models.TextField()
