"""Themes, what belongs to them, and the replies they get."""
from django.db import models
from django.db.models import Q

from saan.agencies.models import Authority
from saan.areas.models import Area
from saan.core import clock
from saan.core.acts import Act
from saan.people.models import Gated
from saan.voices.models.statements import Statement
from saan.voices.models.voices import Voice


class Theme(Gated):
    """What several people said alike; it may also hold statements of votes or sheets."""

    kind = "theme"
    name = models.TextField()   # at most 100 graphemes, which may be many more code points
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="themes")
    area = models.ForeignKey(Area, models.PROTECT, related_name="themes")
    begun_at = models.DateTimeField(default=clock.now)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="received")


class Membership(Gated):
    """That a voice or a statement belongs to a theme, from when and until when."""

    tenant = "theme__authority"
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="memberships")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="memberships")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="memberships")
    joined_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(voice=None) ^ Q(statement=None), name="a_voice_or_a_statement"),
            models.UniqueConstraint(fields=["voice"], condition=Q(left_at=None), name="one_theme_at_a_time"),
            models.UniqueConstraint(fields=["statement"], condition=Q(left_at=None), name="one_theme_a_statement"))


class Reply(Gated, Act):
    """What the speakers of a theme get back."""

    kind = "reply"
    tenant = "theme__authority"
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="replies")
    text = models.TextField()
