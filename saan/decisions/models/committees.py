"""Committees: seats, who sits on them from when until when, and what they declared an interest in."""
from django.db import models
from django.db.models import F, Q

from saan.agencies.models import Agency, Authority
from saan.core.acts import Act
from saan.people.models import Gated, Person, Rows


class Committee(Gated):
    """A committee of an authority; `quorum` is the share of seated members that must be there, in percent."""

    kind = "committee"
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="committees")
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    quorum = models.PositiveSmallIntegerField(default=50)

    def __str__(self) -> str:
        return self.name

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(quorum__range=(1, 100)), name="a_quorum_is_a_share"),)


class Disbanding(Gated, Act):
    """That a committee was ended, and why: it meets no more; what it resolved stays."""

    tenant = "committee__authority"
    committee = models.OneToOneField(Committee, models.PROTECT, related_name="disbanding")
    reason = models.CharField(max_length=200)


class Seat(Gated):
    """A seat of a committee, which may stand for an agency."""

    tenant = "committee__authority"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="seats")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["committee", "number"], name="one_seat_of_a_number"),)


class Terms(Rows):
    """Terms as questions are asked of them."""

    def standing(self):
        """Return those that were not taken back."""
        return self.filter(retraction=None)


class Term(Gated):
    """That a person sits on a seat, from a day to a last day; two terms of a seat never overlap."""

    kind = "term"
    tenant = "seat__committee__authority"
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="terms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="terms")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)   # its last day
    objects = Terms.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                                              name="a_term_ends_after_it_starts"),)


class Retraction(Gated, Act):
    """That a term was taken back before it began: it never was held, and its seat is free."""

    tenant = "term__seat__committee__authority"
    term = models.OneToOneField(Term, models.PROTECT, related_name="retraction")


class Interest(Gated, Act):
    """That a member has an interest where an agency is concerned, and so neither votes nor counts there."""

    tenant = "term__seat__committee__authority"
    term = models.ForeignKey(Term, models.PROTECT, related_name="interests")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="interests")
    reason = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
