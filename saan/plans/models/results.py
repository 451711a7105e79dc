"""Results: claimed with evidence, answered by those who spoke, confirmed or reopened."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.acts import Act
from saan.core.models import StoredFile
from saan.people.models import Gated, Person, Rows
from saan.plans.models.projects import Project
from saan.voices.models import Reply, Voice


class Result(Gated, Act):
    """What a project says has come about; it stands on its newest claim."""

    class State(models.TextChoices):
        CLAIMED = "claimed", _("ผู้ใหญ่บอกว่าเสร็จแล้ว")
        CONFIRMED = "confirmed", _("เด็กยืนยันแล้วว่าเกิดขึ้นจริง")
        REOPENED = "reopened", _("เด็กบอกว่ายังไม่จริง")

    kind = "result"
    tenant = "project__authority"
    project = models.ForeignKey(Project, models.PROTECT, related_name="results")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CLAIMED)   # of its newest claim

    def __str__(self) -> str:
        return self.title


class Claims(Rows):
    """Claims as they are read: each is told with its result."""

    def visible_to(self, viewer):
        """Return the claims that the viewer may see."""
        return super().visible_to(viewer).select_related("result")


class Claim(Gated, Act):
    """That somebody says it is done, with evidence; the next claim after a reopening is a new row."""

    kind = "claim"
    tenant = "result__project__authority"
    result = models.ForeignKey(Result, models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    objects = Claims.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["result", "number"], name="one_claim_of_a_number"),)


class Evidence(Gated):
    """A picture or document that a claim rests on; `text` says what is to be seen."""

    tenant = "claim__result__project__authority"
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="evidence")
    text = models.CharField(max_length=200)


class Witness(Gated):
    """What one who spoke, or one of the council, says to a claim: it is so, not yet, or cannot say. Its own record.

    `who_hash` is the keyed hash of the human behind it, so that somebody with several voices counts once.
    """

    class Word(models.TextChoices):
        YES = "yes", _("จริง")
        NO = "no", _("ยังไม่จริง")
        UNKNOWN = "unknown", _("ไม่รู้")

    tenant = "claim__result__project__authority"
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="witnesses")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="witnesses")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="witnesses")
    who_hash = models.CharField(max_length=64)
    word = models.CharField(max_length=8, choices=Word.choices)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(voice=None) ^ Q(person=None), name="one_who_witnesses"),
            models.UniqueConstraint(fields=["claim", "who_hash"], name="one_human_witnesses_once"))


class Figure(Gated):
    """How many had answered a claim when that was last published; the newest one stands, and pages show no other."""

    tenant = "claim__result__project__authority"
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="figures")
    at = models.DateTimeField(default=clock.now)
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()


class Verdicts(Rows):
    """Verdicts as they are read: each is told with its result."""

    def visible_to(self, viewer):
        """Return the verdicts that the viewer may see."""
        return super().visible_to(viewer).select_related("claim__result")


class Verdict(Gated, Act):
    """That a claim was confirmed or reopened: by what the witnesses say, or by a recorded decision of the council.

    A decision outranks the count. `yes` and `no` are what stood then.
    """

    kind = "verdict"
    tenant = "claim__result__project__authority"
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    word = models.CharField(max_length=10, choices=Result.State.choices)
    decided = models.BooleanField(default=False)   # by the council, with its reason
    reason = models.TextField(blank=True)
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    objects = Verdicts.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(word="claimed"), name="a_verdict_confirms_or_reopens"),
                       models.CheckConstraint(condition=Q(decided=False) | ~Q(reason=""),
                                              name="a_decision_has_a_reason"))


class Answer(Gated):
    """That a reply to a theme tells of a result."""

    tenant = "result__project__authority"
    result = models.ForeignKey(Result, models.PROTECT, related_name="answers")
    reply = models.OneToOneField(Reply, models.PROTECT, related_name="answer")
