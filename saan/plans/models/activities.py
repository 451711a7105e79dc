"""Activities: when and where, who signed up, who came, and the minutes that volunteers gave."""
from django.db import models
from django.db.models import F, Q

from saan.core import clock
from saan.core.acts import Act
from saan.people.models import Gated, Participant, Person
from saan.places.models import Place
from saan.plans.models.projects import Project


class Activity(Gated, Act):
    """Something that people come to; its QR code holds a token of which Saan keeps the hash."""

    kind = "activity"
    tenant = "project__authority"
    project = models.ForeignKey(Project, models.PROTECT, related_name="activities")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="activities")
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.PositiveIntegerField(null=True)   # how many may sign up, None = all
    token_hash = models.CharField(max_length=64, unique=True)
    held_at = models.DateTimeField(null=True)        # when somebody said that it took place
    cancelled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="an_activity_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(held_at=None) | Q(cancelled_at=None), name="held_or_cancelled"))


class Registration(Gated):
    """That somebody means to come; known as a person, or as a participant without an account."""

    tenant = "activity__project__authority"
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="registrations")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="registrations")
    at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(person=None) ^ Q(participant=None), name="one_who_registers"),
            models.UniqueConstraint(fields=["activity", "person"], name="a_person_registers_once"),
            models.UniqueConstraint(fields=["activity", "participant"], name="a_participant_registers_once"))


class Attendance(Gated):
    """That somebody was there: its own record; `minutes` are what a volunteer gave."""

    tenant = "activity__project__authority"
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="attendances")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="attendances")
    at = models.DateTimeField(default=clock.now)
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(person=None) ^ Q(participant=None), name="one_who_attends"),
            models.UniqueConstraint(fields=["activity", "person"], name="a_person_attends_once"),
            models.UniqueConstraint(fields=["activity", "participant"], name="a_participant_attends_once"))
