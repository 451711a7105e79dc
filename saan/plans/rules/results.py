"""When a claim is confirmed or reopened, what may be shown of the answers to it, and who may claim and decide."""
from typing import NamedTuple

from saan.methods.honest import K, is_majority, wilson
from saan.people.rules import Viewer, Word

LEAST = 10        # answers of yes or no before a count says anything
STEP = K          # answers: a published figure moves by no fewer
MOST_FILES = 10   # of one claim
LONGEST_TITLE, LONGEST_WORDS = 200, 200       # signs of a title, and of what is to be seen in a file
LONGEST_TEXT, LONGEST_REASON = 2000, 1000     # graphemes
CONFIRMED, REOPENED, CLAIMED = "confirmed", "reopened", "claimed"
VERDICTS = (CONFIRMED, REOPENED)


def judge(yes: int, no: int) -> str:
    """Return what so many yes and no make of a claim: "confirmed", "reopened", or "claimed" as long as neither.

    Of n = yes + no >= 10, a Wilson 95 % interval of yes / n above one half confirms, one of no / n reopens. Who
    cannot say counts for nobody. ValueError for a negative count.
    """
    if min(yes, no) < 0:
        raise ValueError(f"no count: {yes} yes, {no} no")
    if yes + no < LEAST:
        return CLAIMED
    if is_majority(yes, yes + no):
        return CONFIRMED
    return REOPENED if is_majority(no, yes + no) else CLAIMED


class Shown(NamedTuple):
    """What everybody may see of the answers to a claim; None is "not shown", never zero."""

    n: int | None = None         # yes and no together
    yes: int | None = None
    no: int | None = None
    unknown: int | None = None
    interval: tuple[float, float] | None = None   # of the share of yes

    @property
    def share(self) -> float | None:
        """Return the share of yes, as a fraction."""
        return self.yes / self.n if self.interval else None

    @property
    def all_hidden(self) -> bool:
        """Return whether how many answered is known, and nothing else."""
        return self.n is not None and self.yes is None


def shown(yes: int, no: int, unknown: int) -> Shown:
    """Return what may be seen of published counts: no group of 1 to 4, also not through the verdict.

    Yes and no stand only where both are 5 or more. One of them alone would tell the other; and were a nought shown
    where few are hidden, a verdict would tell whoever knows the rule that somebody spoke against it.
    """
    n = yes + no if yes + no >= K else None
    apart = unknown if unknown >= K else None
    if min(yes, no) < K:
        return Shown(n, unknown=apart)
    return Shown(n, yes, no, apart, wilson(yes, n))


def next_figure(now: tuple[int, int, int], before: tuple[int, int, int] = (0, 0, 0)) -> tuple[int, int, int] | None:
    """Return the counts (yes, no, unknown) to publish now, or None where too few answered since `before`.

    Yes and no move together once five more said either; unknown moves by itself once five more could not say: no
    two looks differ by what fewer than five said.
    """
    decided = sum(now[:2]) - sum(before[:2]) >= STEP
    unsure = now[2] - before[2] >= STEP
    if not decided and not unsure:
        return None
    return (*(now[:2] if decided else before[:2]), now[2] if unsure else before[2])


def may_claim(viewer: Viewer) -> set[int]:
    """Return the agencies whose projects, and the authorities in whose town, this viewer says that they are done."""
    return viewer.holds(Word.PARTNER, Word.OFFICER)


def may_claim_for(viewer: Viewer, agency: int, authority: int) -> bool:
    """Return whether the viewer claims for a project of this agency in this town."""
    return agency in viewer.holds(Word.PARTNER) or authority in viewer.holds(Word.OFFICER)


def may_decide(viewer: Viewer) -> set[int]:
    """Return the authorities whose youth council this viewer sits on: they decide whether it came about."""
    return viewer.holds(Word.COUNCIL)


def may_answer(viewer: Viewer) -> set[int]:
    """Return the authorities whose themes this viewer answers."""
    return viewer.holds(Word.COUNCIL, Word.OFFICER)
