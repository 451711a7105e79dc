"""Questions that publishing asks: what stands published, and which figures may move now."""
import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Count, F, Max, Q

from saan.core import clock
from saan.methods.honest import gate
from saan.methods.opinion.guard import ENOUGH
from saan.methods.opinion.tens import is_whole
from saan.methods.parts import Row, added
from saan.people.models import Participant
from saan.voices.models import Consultation, Figure, Heard, Publication, Statement, Vote
from saan.voices.queries.ages import heights_of, is_due, rows_by_age, to_stand

STEP = 5   # people


class Tally(NamedTuple):
    """What stands for one statement: the counts, and up to which change they reach."""

    statement: int
    agree: int
    disagree: int
    passed: int
    change: int

    @property
    def n(self) -> int:
        """Return how many people answered."""
        return self.agree + self.disagree + self.passed


class Plan(NamedTuple):
    """What may be published now: the people, the figures and bands that move, and how many changes stay out."""

    people: int
    change: int
    tallies: list[Tally]
    heard: dict[str, int]
    late: int
    after: int   # the number of the publication that this one follows, 0 = the first
    ages: dict[int, dict[str, Row]] = {}   # the figures of age groups that move, by statement  # noqa: RUF012

    def moves(self, last: Publication | None) -> bool:
        """Return whether anything would be seen to move."""
        return bool(self.tallies) or self.people != (last.people if last else 0)


def with_new_votes() -> list[Consultation]:
    """Return the rounds that may have something to publish: those that are open or wait to be closed."""
    rounds = Consultation.objects.filter(source=Consultation.Source.VOTES, closed_at=None, opens_at__lte=clock.now())
    return list(rounds.order_by("pk"))


def last_publication(consultation: Consultation) -> Publication | None:
    """Return the latest step of publishing."""
    return Publication.objects.filter(consultation=consultation).order_by("-pk").first()


def published(consultation: Consultation) -> dict[int, Figure]:
    """Return for each statement the figure that stands now."""
    newest = Figure.objects.filter(publication__consultation=consultation).values("statement").annotate(
        newest=Max("pk")).values("newest")
    return {figure.statement_id: figure for figure in Figure.objects.filter(pk__in=newest)}


def heard_by_band(consultation: Consultation) -> dict[str, int]:
    """Return for each band how many people had been heard when that figure last moved."""
    newest = Heard.objects.filter(publication__consultation=consultation).values("band").annotate(
        newest=Max("pk")).values("newest")
    return dict(Heard.objects.filter(pk__in=newest).values_list("band", "people"))


def whole_ones(stand: Mapping[int, Figure]) -> dict[int, tuple[int, int, int]]:
    """Return agree, disagree and pass of the statements whose figures stand published whole, by statement."""
    cells = {statement: (figure.agree, figure.disagree, figure.passed) for statement, figure in stand.items()}
    return {statement: three for statement, three in cells.items() if is_whole(gate(*three, sum(three)))}


def enough_seen(stand: Mapping[int, Figure]) -> set[int]:
    """Return the statements that ten people and more have answered, as far as is published."""
    return {statement for statement, figure in stand.items() if _total(figure) >= ENOUGH}


def next_publication(consultation: Consultation, closing: bool = False) -> Plan | None:
    """Return what may be published now, or None where no vote has changed since the last time.

    A statement's figures move only when at least five participants voted or changed on it since they were last
    published, and when its new counts differ from *every* state published before by what at least five people did:
    so no two looks, whichever they are, can be told apart by fewer. The number of people moves by five or more too,
    and a statement that more people answered than are published so far waits. The age groups of a statement are counted
    in the same query as its figures: what is published of them adds up to what is published of everybody.
    """
    last, stand = last_publication(consultation), published(consultation)
    heights = heights_of(consultation)
    tallies, by_age, late, acted = [], {}, 0, 0
    people = last.people if last else 0
    for statement in _standing(consultation):
        figure = stand.get(statement)
        new = Vote.objects.filter(statement=statement, change__gt=figure.change if figure else 0).count()
        acted += new
        late += new
        if new >= STEP:
            due = closing or is_due((_total(figure) if figure else 0) + new, heights.get(statement, 0))
            tally, rows = _by_age(statement) if due else (_tally(statement), None)
            if _far_from_all(tally):
                tallies.append(tally)
                by_age[statement] = rows
                late -= new
        elif closing and figure and not new:
            tally, rows = _by_age(statement)
            if (tally.agree, tally.disagree, tally.passed) == (figure.agree, figure.disagree, figure.passed):
                by_age[statement] = rows
    if not acted and not by_age:
        return None
    now = _people(consultation)   # asked after the tallies: it can only be larger
    people = now if now - people >= STEP else people
    waiting = [tally for tally in tallies if tally.n > people]
    late += sum(_changed(tally, stand) for tally in waiting)
    kept = [tally for tally in tallies if tally.n <= people]
    change = max([last.change if last else 0, *(tally.change for tally in kept)])
    late = max(late, now - people) if acted else 0
    heard = _heard(consultation) if last is None or people != last.people else {}
    ages = to_stand({number: rows for number, rows in by_age.items()
                     if rows and number not in {tally.statement for tally in waiting}})
    return Plan(people, change, kept, heard, late, last.pk if last else 0, ages)


def digest_of(consultation: Consultation) -> tuple[int, str]:
    """Return how many votes there are, and the SHA-256 over all of them in a fixed order."""
    digest, count = hashlib.sha256(), 0
    votes = Vote.objects.filter(statement__consultation=consultation).order_by("statement", "participant")
    for row in votes.values_list("statement", "participant", "value", "change").iterator(10_000):
        digest.update(f"{' '.join(map(str, row))}\n".encode())
        count += 1
    return count, digest.hexdigest()


def differ(one: Iterable[int], other: Iterable[int]) -> int:
    """Return by how many people, at the least, two states of agree, disagree and pass differ.

    Somebody who votes for the first time adds one to one count; who changes the vote adds one and takes one away.
    """
    return sum(max(0, here - there) for here, there in zip(one, other, strict=True))


def _standing(consultation):
    standing = Statement.objects.filter(consultation=consultation, withdrawn_at=None).order_by("number")
    return list(standing.values_list("pk", flat=True))


def _tally(statement):
    """Return the counts of now, in one query, so that they are of one moment."""
    counts = Vote.objects.filter(statement=statement).aggregate(
        agree=Count("pk", filter=Q(value=1)), disagree=Count("pk", filter=Q(value=-1)),
        passed=Count("pk", filter=Q(value=0)), change=Max("change"))
    return Tally(statement, **counts)


def _by_age(statement):
    """Return the counts of now, and the same by age group, in one query."""
    rows, change = rows_by_age(statement)
    agree, disagree, passed = added(rows.values())
    return Tally(statement, agree, disagree, passed, change), rows


def _total(figure):
    return figure.agree + figure.disagree + figure.passed


def _far_from_all(tally):
    """Return whether the tally differs from nothing and from every published state by at least five people.

    States of at least five people fewer differ by that much anyway.
    """
    counts = (tally.agree, tally.disagree, tally.passed)
    near = Figure.objects.annotate(n=F("agree") + F("disagree") + F("passed")).filter(
        statement=tally.statement, n__gt=tally.n - STEP).values_list("agree", "disagree", "passed")
    return tally.n >= STEP and all(differ(counts, state) >= STEP for state in near)


def _changed(tally, stand):
    since = stand[tally.statement].change if tally.statement in stand else 0
    return Vote.objects.filter(statement=tally.statement, change__gt=since).count()


def _people(consultation):
    return Vote.objects.filter(statement__consultation=consultation).values("participant").distinct().count()


def _heard(consultation):
    """Return the bands whose count has moved by at least five people since it was last published."""
    voters = Vote.objects.filter(statement__consultation=consultation).values("participant")
    now = dict(Participant.objects.filter(pk__in=voters).order_by().values_list("band").annotate(Count("pk")))
    before = heard_by_band(consultation)
    return {band: count for band, count in now.items() if abs(count - before.get(band, 0)) >= STEP}
