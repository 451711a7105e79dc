"""Opinion maps as they were published, step by step."""
from django.db import models

from saan.core import clock
from saan.people.models import Gated
from saan.voices.models.consultations import Consultation


class OpinionMap(Gated):
    """The map of a round's opinions as published: what may be told of it, or which conditions are not met.

    `content` and `conditions` are what `saan.methods.opinion.told` lets everybody see; `people`, `change` and `pulls`
    (how far out each statement stands) are for Saan itself and stand on no page.
    """

    tenant = "consultation__authority"
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="maps")
    at = models.DateTimeField(default=clock.now)
    change = models.BigIntegerField()         # the last change of a vote that it reaches
    people = models.PositiveIntegerField()    # who had voted
    shown = models.BooleanField()             # whether groups are shown
    p = models.FloatField(null=True)          # of the permutation test; null = not tested
    tested = models.PositiveIntegerField(default=0)   # people: on how many the tests ran, where on a sample
    conditions = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    pulls = models.JSONField(default=dict)    # statement: its extremity
    closing = models.BooleanField(default=False)
    late = models.BooleanField(default=False)   # at closing: some votes stay out

    class Meta:
        constraints = (models.UniqueConstraint(fields=["consultation"], condition=models.Q(closing=True),
                                               name="one_last_map_a_round"),)
