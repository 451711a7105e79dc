"""Projects."""
from django.db import models
from django.db.models import F, Q

from saan.agencies.models import Agency, Authority
from saan.areas.models import Area
from saan.core.acts import Act
from saan.decisions.models import Resolution
from saan.network.models import Commitment, Goal
from saan.people.models import Gated


class Project(Gated, Act):
    """What is done because a meeting resolved it, or because an agreement has it as a goal: one of the two, always."""

    kind = "project"
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="projects")
    area = models.ForeignKey(Area, models.PROTECT, related_name="projects")
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="runs")   # who runs it
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="projects")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="projects")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="projects")
    year = models.PositiveSmallIntegerField()   # fiscal year, ค.ศ. of its end
    starts_on = models.DateField()
    ends_on = models.DateField()

    def __str__(self) -> str:
        return self.title

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(resolution=None) ^ Q(goal=None), name="a_resolution_or_a_goal"),
            models.CheckConstraint(condition=Q(commitment=None) | Q(goal__isnull=False),
                                   name="a_commitment_only_under_its_goal"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_project_ends_after_it_starts"))
        indexes = (models.Index(fields=["authority", "year"]),)
