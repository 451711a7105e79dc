"""How pages tell a result: each claim with its evidence, its answers as published, one sentence, its verdicts."""
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.people.models import Person, Role
from saan.people.rules import Viewer, Word
from saan.plans.models import Claim, Evidence, Result, Verdict
from saan.plans.queries.results import figures_of, seen
from saan.plans.rules.results import CLAIMED, CONFIRMED, LEAST, REOPENED, STEP, Shown, judge

LOOKS = {CLAIMED: "claim", CONFIRMED: "sure", REOPENED: "no"}
TOO_FEW = _("ยังไม่มีตัวเลข แสดงเมื่อมีคนตอบว่า จริง หรือ ยังไม่จริง ครบ %(step)s คน")
COUNTED = {   # yes and no may be seen: what the count comes to
    CLAIMED: _("%(yes)s คนบอกว่าจริง %(no)s คนบอกว่ายังไม่จริง: ยังไม่ชัดพอ"),
    CONFIRMED: _("%(yes)s คนบอกว่าจริง %(no)s คนบอกว่ายังไม่จริง: ยืนยันแล้ว"),
    REOPENED: _("%(yes)s คนบอกว่าจริง %(no)s คนบอกว่ายังไม่จริง: เปิดใหม่แล้ว"),
}
HIDDEN = {   # only how many answered may be seen
    CLAIMED: _("%(n)s คนตอบแล้ว ยังไม่ชัดพอ จำนวนแต่ละคำตอบไม่แสดง เพราะบางคำตอบมีน้อย"),
    CONFIRMED: _("%(n)s คนตอบแล้ว ส่วนใหญ่บอกว่าจริง: ยืนยันแล้ว จำนวนแต่ละคำตอบไม่แสดง เพราะบางคำตอบมีน้อย"),
    REOPENED: _("%(n)s คนตอบแล้ว ส่วนใหญ่บอกว่ายังไม่จริง: เปิดใหม่แล้ว จำนวนแต่ละคำตอบไม่แสดง เพราะบางคำตอบมีน้อย"),
}
LEAST_NEEDED = _("ต้องมีคนตอบว่า จริง หรือ ยังไม่จริง อย่างน้อย %(least)s คน จึงจะยืนยันได้")


class Telling(NamedTuple):
    """One claim as pages tell it."""

    claim: Claim
    agency: Agency            # for whom it was said
    evidence: list[Evidence]
    shown: Shown
    as_of: datetime | None    # when the figures were published
    counted: str              # what the published figures come to
    verdicts: list[Verdict]

    @property
    def word(self) -> str:
        """Return where the claim stands: claimed until a verdict, then what the last one said."""
        return self.verdicts[-1].word if self.verdicts else CLAIMED

    @property
    def look(self) -> str:
        """Return how it is drawn: hatched for only said, solid for confirmed."""
        return LOOKS[self.word]

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        return str(Result.State(self.word).label)

    @property
    def sentence(self) -> str:
        """Return the one plain sentence about the answers, which never says more than the published figures."""
        if self.shown.n is None:
            return str(TOO_FEW) % {"step": STEP}
        words = HIDDEN if self.shown.all_hidden else COUNTED
        said = str(words[self.counted]) % {"n": self.shown.n, "yes": self.shown.yes, "no": self.shown.no}
        return f"{said} · {LEAST_NEEDED % {'least': LEAST}}" if self.shown.n < LEAST else said


def told_of(result: Result, viewer: Viewer) -> list[Telling]:
    """Return the claims of the result with all that belongs to them, the newest first."""
    claims = list(Claim.objects.visible_to(viewer).filter(result=result).order_by("-number")[:50])
    evidence = _by_claim(Evidence.objects.visible_to(viewer).select_related("file"), claims)
    verdicts = _by_claim(Verdict.objects.visible_to(viewer), claims)
    figures, agencies = figures_of(claims), _agencies(result.project, claims)
    return [_telling(claim, agencies[claim.pk], evidence.get(claim.pk, []), figures.get(claim.pk),
                     verdicts.get(claim.pk, [])) for claim in claims]


def _telling(claim, agency, evidence, figure, verdicts):
    counted = judge(figure.yes, figure.no) if figure else CLAIMED
    return Telling(claim, agency, evidence, seen(figure), figure.at if figure else None, counted, verdicts)


def _agencies(project, claims):
    """Return for whom each claim was said: the agency that runs the project, or the town whose officer said it."""
    persons = {claim.by_id for claim in claims if claim.by_kind == Person.kind}
    partners = set(Role.objects.filter(word=Word.PARTNER, at=project.agency_id, person__in=persons)
                   .values_list("person", flat=True))
    return {claim.pk: project.authority if claim.by_kind == Person.kind and claim.by_id not in partners
            else project.agency for claim in claims}


def _by_claim(rows, claims):
    found = {}
    for row in rows.filter(claim__in=claims).order_by("pk"):
        found.setdefault(row.claim_id, []).append(row)
    return found
