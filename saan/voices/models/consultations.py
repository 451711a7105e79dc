"""Consultations, and who may vote in them."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.core import clock
from saan.people.models import Gated, Participant, Rows


class Consultations(Rows):
    """Consultations as questions are asked of them."""

    def open_at(self, time):
        """Return the consultations that take votes at that time."""
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=time), closed_at=None, opens_at__lte=time,
                           source=Consultation.Source.VOTES)


class Consultation(Gated):
    """A round of statements that people agree or disagree with; one source only: votes or a sheet."""

    class Source(models.TextChoices):
        VOTES = "votes", _("โหวตทีละคน")
        SHEET = "sheet", _("ใบนับคะแนน")

    class Door(models.TextChoices):
        OPEN = "open", _("ใครก็ตอบได้")
        SLIPS = "slips", _("ใบรหัสคนละใบ")
        SIGNED_IN = "signed_in", _("คนที่มีบัญชี")
        SHEET = "sheet", _("ใบนับคะแนน")

    kind = "consultation"
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="consultations")
    area = models.ForeignKey(Area, models.PROTECT, related_name="consultations")
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.VOTES)
    door = models.CharField(max_length=12, choices=Door.choices, default=Door.OPEN)
    opens_at = models.DateTimeField(default=clock.now)
    closes_at = models.DateTimeField(null=True)   # the day that is promised
    closed_at = models.DateTimeField(null=True)   # the moment it was closed
    objects = Consultations.as_manager()

    def is_open(self, time) -> bool:
        """Return whether votes are taken at that time."""
        return (self.source == self.Source.VOTES and self.closed_at is None and self.opens_at <= time
                and (self.closes_at is None or time < self.closes_at))

    def is_over(self, time) -> bool:
        """Return whether it was closed, or its promised day is past: nothing can be added any more."""
        return self.closed_at is not None or (self.closes_at is not None and self.closes_at <= time)


class Ticket(models.Model):
    """Lets one participant vote in one consultation, by a token of which Saan keeps the hash."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="tickets")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="tickets")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["consultation", "participant"], name="one_ticket_each"),)


class Burst(Gated):
    """That many tokens were made from one network within one hour; which network it was is not kept."""

    tenant = "consultation__authority"
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="bursts")
    hour = models.DateTimeField()
    tokens = models.PositiveIntegerField()


class Slip(models.Model):
    """A printed one-time code for the door `slips`; used once, it belongs to a participant."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="slips")
    code_hash = models.CharField(max_length=64, unique=True)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="slips")
    used_at = models.DateTimeField(null=True)
