"""Voices, who read them, and what is held."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.areas.models import Area, Community
from saan.core import clock
from saan.core.acts import Act
from saan.core.vocabulary import Band, Level
from saan.people.models import Gated, Participant, Person, Rows
from saan.voices.models.consultations import Consultation


class Voices(Rows):
    """Voices as questions are asked of them."""

    def now_in(self, theme):
        """Return the voices that belong to the theme now."""
        return self.filter(memberships__theme=theme, memberships__left_at=None)

    def waiting(self):
        """Return the voices that nobody has read yet; what is held or erased is not among them."""
        return self.filter(level=Level.WAITING, erased_at=None)

    def standing(self):
        """Return the voices that stand on pages: let through, and not erased."""
        return self.filter(level=Level.PUBLIC, erased_at=None)

    def to_offer(self):
        """Return the voices that may be shown beside others like them: they stand, and are not withdrawn."""
        return self.standing().filter(statement__withdrawn_at=None)


class Voice(Gated):
    """What one person said, masked. Held words live in the Hold only; a voice without words is held or erased.

    With a consultation it is a statement that somebody proposed for it.
    """

    class Sort(models.TextChoices):
        NEED = "need", _("อยากได้")
        IDEA = "idea", _("มีความคิด")
        PROBLEM = "problem", _("มีปัญหา")

    kind = "voice"
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="voices")
    area = models.ForeignKey(Area, models.PROTECT, related_name="voices")
    community = models.ForeignKey(Community, models.PROTECT, null=True, related_name="voices")
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, related_name="proposed")
    sort = models.CharField(max_length=8, choices=Sort.choices)
    text = models.TextField(blank=True)
    band = models.CharField(max_length=8, choices=Band.choices, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="voices")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="voices")
    code_hash = models.CharField(max_length=64, unique=True)
    said_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True)
    objects = Voices.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(person=None) | Q(participant=None), name="one_speaker"),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(text=""), name="erased_words_are_gone"))
        indexes = (models.Index(fields=["authority", "level", "said_at"]),)


class Reading(Gated, Act):
    """That somebody read a waiting voice and let it stand or gave it back, with a fixed reason."""

    class Reason(models.TextChoices):
        NAMES = "names", _("มีชื่อหรือเรื่องส่วนตัวของคนอื่น")
        HURTS = "hurts", _("มีคำที่ทำร้ายคนอื่น")
        ADVERT = "advert", _("เป็นโฆษณา")
        UNCLEAR = "unclear", _("อ่านแล้วยังไม่เข้าใจ ลองเล่าใหม่อีกครั้งนะ")
        AGAIN = "again", _("ซ้ำกับที่หนูส่งมาแล้ว")
        ELSEWHERE = "elsewhere", _("เป็นเรื่องของที่อื่น")

    tenant = "voice__authority"
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="readings")
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)   # empty = it stands

    class Meta:
        indexes = (models.Index(fields=["voice", "at"]),)


class Hold(Gated, Act):
    """A voice that only the safeguarding lead and deputy read: its own record, so that the trail does not show it."""

    class Outcome(models.TextChoices):
        CARED = "cared", _("ดูแลต่อแล้ว")
        RELEASED = "released", _("ไม่ใช่เรื่องอันตราย ปล่อยให้อ่านตามปกติ")

    class Why(models.TextChoices):
        SIGN = "sign", _("มีคำที่อาจบอกว่าไม่ปลอดภัย")
        FAULT = "fault", _("ระบบอ่านไม่สำเร็จ จึงกันไว้ก่อน")
        READER = "reader", _("คนอ่านส่งต่อให้ดูแล")

    kind = "hold"
    tenant = "voice__authority"
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="holds")
    words = models.TextField()
    why = models.CharField(max_length=8, choices=Why.choices)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False, words=""),
                                   name="a_closed_hold_keeps_no_words"),
            models.UniqueConstraint(fields=["voice"], condition=Q(closed_at=None), name="one_open_hold_a_voice"))
