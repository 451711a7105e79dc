"""What the computer suggests to those who weave: voices that say the like, and the words that tell them."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core import clock
from saan.core.vocabulary import Level
from saan.people.models import Gated, Rows
from saan.voices.models.themes import Theme
from saan.voices.models.voices import Voice


class Suggestions(Rows):
    """Suggestions as questions are asked of them."""

    def live(self):
        """Return the suggestions that were not merged away."""
        return self.filter(ended_at=None)


class Suggestion(Gated):
    """Voices that say the like and that nobody gathered: to make a theme of, or to join the theme that stands here.

    What somebody edited stays as it is; only new voices come to it. No page for everybody shows it.
    """

    kind = "suggestion"
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.WAITING)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="suggestions")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="suggestions")
    name = models.TextField(blank=True)   # as the council calls it; empty = called by its words
    made_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True)   # who did it stands on the trail
    ended_at = models.DateTimeField(null=True)
    objects = Suggestions.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["theme"], condition=Q(ended_at=None),
                                               name="one_suggestion_a_theme"),)
        indexes = (models.Index(fields=["authority", "ended_at"]),)


class Likeness(Gated):
    """That a voice is suggested with others: one suggestion a voice."""

    tenant = "suggestion__authority"
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.WAITING)
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="likenesses")
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="likeness")
    weight = models.FloatField(default=0)   # of the telling words that it says: the most telling voices are quoted


class Keyword(Gated):
    """A word that tells a suggestion or a theme, learnt of at least three voices that stand; never of one alone.

    Of a word that somebody took out only its keyed hash is left, so that it does not come back.
    """

    tenant = "suggestion__authority"
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.WAITING)
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="keywords")
    word = models.CharField(max_length=200, blank=True)
    word_hash = models.CharField(max_length=64)
    weight = models.FloatField(default=0)                # 0 to 1, the most telling weighs 1
    said_by = models.PositiveIntegerField(default=0)     # voices that say it
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["suggestion", "word_hash"], name="one_row_a_word"),
            models.CheckConstraint(condition=Q(removed_at=None) | Q(word=""), name="a_removed_word_is_gone"),
            models.CheckConstraint(condition=Q(word="") | Q(said_by__gte=3), name="a_word_of_three_voices"))


class Suggesting(Gated):
    """When voices of a town were last put together, of what, and what was in the way."""

    class Trouble(models.TextChoices):
        EXTRA = "extra", _("มีโฟลเดอร์แบบจำลองคำ แต่ยังไม่ได้ติดตั้งส่วนเสริม themes-model จึงจัดกลุ่มโดยไม่ใช้")
        BROKEN = "broken", _("อ่านโฟลเดอร์แบบจำลองคำไม่ได้ จึงจัดกลุ่มโดยไม่ใช้ ให้ผู้ดูแลเครื่องวางโฟลเดอร์ใหม่")

    level = models.CharField(max_length=12, choices=Level.choices, default=Level.WAITING)
    authority = models.OneToOneField(Authority, models.PROTECT, related_name="suggesting")
    at = models.DateTimeField(default=clock.now)
    state = models.BigIntegerField(default=0)    # a digest of what stood then
    left_out = models.PositiveIntegerField(default=0)   # voices beyond the newest that were looked at
    meant = models.BooleanField(default=False)   # whether a local embedding joined in
    trouble = models.CharField(max_length=8, choices=Trouble.choices, blank=True)
