"""What came of each theme so far, in four words: done, under way, not yet because…, passed on."""
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch, TextChoices
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.core.names import called
from saan.decisions.models import Ground, Passing, Proposal, Response, Source
from saan.plans.models import Project, Result
from saan.voices.models import Theme

LATEST, MOST = 200, 12   # proposals that are looked at; themes of one word


class Word(TextChoices):
    """What can be said of a theme."""

    DONE = "done", _("ทำแล้ว เด็กยืนยันว่าจริง")
    UNDER_WAY = "under_way", _("กำลังทำ")
    NOT_YET = "not_yet", _("ยังทำไม่ได้ เพราะ…")
    PASSED_ON = "passed_on", _("ส่งต่อให้คนที่ทำได้")


class Answered(NamedTuple):
    """A theme, what came of it, since when, and the words that say so: a result, a resolution, a reason, an agency."""

    theme: Theme
    word: Word
    at: datetime
    text: str
    path: str
    claimed: bool = False   # said to be done; those who spoke have yet to look


def answered_at(town: Authority | None, viewer) -> dict[Word, list[Answered]]:
    """Return the themes of a town, or of all, by what came of them, the latest first; what waits is not among them."""
    told = {}
    for proposal in _proposals(town, viewer):
        for source in proposal.told_of:
            one = _of(source.theme, proposal)
            if one and source.theme_id not in told:   # the newest proposal of a theme speaks for it
                told[source.theme_id] = one
    found = sorted(told.values(), key=lambda one: one.at, reverse=True)
    return {word: [one for one in found if one.word == word][:MOST] for word in Word}


def _of(theme, proposal):
    results = [(result, ground.resolution) for ground in proposal.decided
               for project in ground.resolution.under_way for result in project.told_of]
    confirmed = [result for result, _resolution in results if result.state == Result.State.CONFIRMED]
    if confirmed and len(confirmed) == len(results):
        last = confirmed[-1]
        return Answered(theme, Word.DONE, last.at, last.title, f"/results/{last.pk}")
    if proposal.decided:
        last = proposal.decided[-1].resolution
        claimed = any(result.state == Result.State.CLAIMED for result, _resolution in results)
        return Answered(theme, Word.UNDER_WAY, last.at, last.text, f"/resolutions/{last.pk}", claimed)
    return _said(theme, proposal)


def _said(theme, proposal):
    """Return what the agencies last said of a proposal that no meeting resolved."""
    path, answers, passings = f"/proposals/{proposal.pk}", proposal.answers, proposal.passed
    if answers and answers[-1].word == Response.Word.DECLINES:
        return Answered(theme, Word.NOT_YET, answers[-1].at, answers[-1].text, path)
    if answers and answers[-1].word == Response.Word.TAKES:
        return Answered(theme, Word.UNDER_WAY, answers[-1].at, answers[-1].text, path)
    if passings:
        return Answered(theme, Word.PASSED_ON, passings[-1].at, called(passings[-1].to_agency), path)
    return None


def _proposals(town, viewer):
    results = Result.objects.visible_to(viewer).order_by("pk")
    projects = Project.objects.visible_to(viewer).order_by("pk").prefetch_related(
        Prefetch("results", results, to_attr="told_of"))
    grounds = Ground.objects.visible_to(viewer).select_related("resolution").order_by("pk").prefetch_related(
        Prefetch("resolution__projects", projects, to_attr="under_way"))
    sources = Source.objects.visible_to(viewer).filter(theme__merged_into=None, theme__isnull=False)
    found = Proposal.objects.visible_to(viewer).filter(**{"authority": town} if town else {}).order_by("-pk")
    return found.prefetch_related(
        Prefetch("sources", sources.select_related("theme__authority"), to_attr="told_of"),
        Prefetch("grounds", grounds, to_attr="decided"),
        Prefetch("responses", Response.objects.visible_to(viewer).order_by("pk"), to_attr="answers"),
        Prefetch("passings", Passing.objects.visible_to(viewer).select_related("to_agency").order_by("pk"),
                 to_attr="passed"))[:LATEST]
