"""Meetings: their agenda, who came, what was written, and what was amended once they were closed."""
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from saan.core.acts import Act
from saan.core.dates import ERA
from saan.decisions.models.committees import Committee, Term
from saan.decisions.models.proposals import Proposal
from saan.people.models import Gated, Rows


class Meetings(Rows):
    """Meetings as questions are asked of them."""

    def to_come(self):
        """Return those that were called and neither opened nor cancelled."""
        return self.filter(~Exists(_turns("opened", "closed", "cancelled")))

    def under_way(self):
        """Return those that are open."""
        return self.filter(Exists(_turns("opened")), ~Exists(_turns("closed")))

    def over(self):
        """Return those that are closed or cancelled."""
        return self.filter(Exists(_turns("closed", "cancelled")))

    def closed(self):
        """Return those that are closed, whose minutes everybody reads."""
        return self.filter(Exists(_turns("closed")))


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
    objects = Meetings.as_manager()

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return its number as offices say it, with the year in พ.ศ.: 3/2569."""
        return f"{self.number}/{self.year + ERA}"

    class Meta:
        indexes = (models.Index(fields=["committee", "meets_at"]),)
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
    """A point of an agenda: an open resolution that came back, a proposal, or something else that has a title.

    What somebody tabled stays where they put it; everything else the agenda gathers by itself, and may let go again.
    """

    kind = "item"
    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="items")
    followed = models.ForeignKey("Resolution", models.PROTECT, null=True, related_name="came_back")
    tabled = models.BooleanField(default=False)   # by hand
    carried = models.OneToOneField("self", models.PROTECT, null=True, related_name="carried_on")   # from which it came

    def __str__(self) -> str:
        return self.title or (self.proposal.title if self.proposal else str(self.followed))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_of_a_number"),
            models.CheckConstraint(condition=~Q(title="", proposal=None, followed=None), name="an_item_says_what"),
            models.UniqueConstraint(fields=["meeting", "proposal"], name="a_proposal_once_an_agenda"),
            models.UniqueConstraint(fields=["meeting", "followed"], name="a_resolution_once_an_agenda"))


class Noting(Gated, Act):
    """That a meeting took note of a point and is done with it, without a resolution."""

    tenant = "item__meeting__committee__authority"
    item = models.OneToOneField(Item, models.PROTECT, related_name="noting")


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


class Coming(Gated, Act):
    """That a member came or left while a meeting was under way and had decided something: what was before stays here.

    A presence says who is there now; these rows only grow, and say who was there when something was decided.
    """

    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="comings")
    term = models.ForeignKey(Term, models.PROTECT, related_name="comings")
    was = models.CharField(max_length=8, choices=Presence.Word.choices, blank=True)   # until now; nothing: not said
    was_deputy = models.CharField(max_length=120, blank=True)
    word = models.CharField(max_length=8, choices=Presence.Word.choices)
    deputy = models.CharField(max_length=120, blank=True)


class Draft(Gated, Act):
    """One version of a meeting's minutes, whole; every value ever entered stays, with author and time.

    One that was written on a draft that somebody else had changed meanwhile is set aside, until it is merged.
    """

    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    written_on = models.PositiveIntegerField(default=0)   # the number of the draft that was edited, 0 = the empty page
    set_aside = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "number"], name="one_draft_of_a_number"),)


class Amendment(Gated, Act):
    """What was changed in the minutes after the meeting was closed; the minutes themselves are not touched."""

    tenant = "meeting__committee__authority"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="amendments")
    text = models.TextField()


def _turns(*words):
    return Turn.objects.filter(meeting=OuterRef("pk"), word__in=words)
