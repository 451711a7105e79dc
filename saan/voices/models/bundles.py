"""Votes packed by person, beside the rows: what a map is drawn from."""
from django.db import models

from saan.people.models import Participant
from saan.voices.models.consultations import Consultation


class Bundle(models.Model):
    """All that one participant votes in one round, packed (`saan.methods.opinion.packed`), up to one change.

    It says nothing that the votes do not say; it is read where reading every vote would take too long.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="bundles", db_index=False)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="bundles")
    packed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["consultation", "participant"], name="one_bundle_each"),)
