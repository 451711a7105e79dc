"""Who was heard: figures by age group as published, and headcounts of what people may tell of themselves."""
from django.db import models
from django.utils.translation import gettext_lazy as _

from saan.core.vocabulary import Band
from saan.people.models import Gated
from saan.voices.models.consultations import Consultation, Ticket
from saan.voices.models.results import Publication
from saan.voices.models.statements import Statement


class Ages(models.TextChoices):
    """Age groups whose answers are told apart; where one would be too small, two of them stand together."""

    CHILD = "child", _("เด็ก ต่ำกว่า 18 ปี")
    YOUTH = "youth", _("เยาวชน 18–25 ปี")
    ADULT = "adult", _("ผู้ใหญ่ มากกว่า 25 ปี")
    YOUNG = "young", _("เด็กและเยาวชน ไม่เกิน 25 ปี")
    GROWN = "grown", _("คนอายุ 18 ปีขึ้นไป")


GROUP = {   # band: its age group; whoever says none is protected like a child
    "": Ages.CHILD, Band.UNDER_7: Ages.CHILD, Band.FROM_7: Ages.CHILD, Band.FROM_11: Ages.CHILD,
    Band.FROM_15: Ages.CHILD, Band.FROM_18: Ages.YOUTH, Band.FROM_20: Ages.YOUTH, Band.OVER_25: Ages.ADULT}


class AgeFigure(Gated):
    """How many of an age group agreed with a statement and how many others answered it, as published.

    `everybody` is how many had answered it in all.

    The groups of one statement in one publication add up to a figure of everybody that was published too.
    """

    tenant = "publication__consultation__authority"
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="age_figures")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="age_figures")
    ages = models.CharField(max_length=8, choices=Ages.choices)
    agree = models.PositiveIntegerField()
    others = models.PositiveIntegerField()
    everybody = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["publication", "statement", "ages"], name="one_group_a_step"),)
        indexes = (models.Index(fields=["statement", "publication"]),)


class Headcount(models.Model):
    """How many people of a round said one word of themselves: a count only, never on anybody's own row."""

    class Way(models.TextChoices):
        SEX = "sex", _("เพศ")
        DISABILITY = "disability", _("ความพิการ")
        AREA = "area", _("อยู่แถวไหน")
        COMMUNITY = "community", _("ชุมชน")

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="headcounts")
    way = models.CharField(max_length=12, choices=Way.choices)
    word = models.CharField(max_length=12)   # of Sex or Disability, an area's code, a community's number
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["consultation", "way", "word"], name="one_count_a_word"),)


class Telling(models.Model):
    """That the holder of a ticket was asked about themselves and sent it off; not when, and not what was said."""

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="telling")


class Portion(Gated):
    """How many people had said one word of themselves at one step of publishing."""

    tenant = "publication__consultation__authority"
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="portions")
    way = models.CharField(max_length=12, choices=Headcount.Way.choices)
    word = models.CharField(max_length=12)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["publication", "way", "word"], name="one_word_a_step"),)
