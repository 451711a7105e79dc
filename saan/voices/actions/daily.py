"""Daily Parquet: the votes that changed are added to files beside the data, for the country's own engine."""
import shutil
from itertools import islice

from django.conf import settings
from django.utils import timezone

from saan.core.actions.cursors import advance, position
from saan.core.extras import extra
from saan.core.keys import fingerprint
from saan.voices.actions.votes import NUMBERS
from saan.voices.models import Consultation
from saan.voices.queries.cube import DAILY, folder, votes_between, with_votes_since

BATCH = 200_000   # rows of a file, at most
DIGITS = 15       # of a keyed hash: 60 bits, so that two of a million people never meet


def write_day(*, parts: int) -> int:
    """Add the votes that changed since the last time to the Parquet files, make the cube anew, return how many votes.

    A file is named by where it begins: if this falls over half-way, the next time writes the same files again. Where
    the number of parts was changed, all is written anew, for nobody may be in two parts.
    """
    daily, cube = (extra("analytics", f"saan.voices.engines.{name}") for name in ("daily", "cube"))
    home = folder()
    if daily.divided(home) - {parts}:
        start_over()
    since, until = position(name=DAILY), position(name=NUMBERS)
    written = sum(_written(daily, home, consultation, since, until, parts)
                  for consultation in (with_votes_since(since) if until > since else ()))
    if written:
        cube.build(home)
    advance(name=DAILY, to=until)
    return written


def start_over() -> int:
    """Forget what was written, so that the next day writes all votes; after a restore they are others. Return 0.

    Nothing of anybody is erased by this: the number tells a restore how much it had to erase again.
    """
    shutil.rmtree(folder(), ignore_errors=True)
    if position(name=DAILY):
        advance(name=DAILY, to=0)
    return 0


def _written(daily, home, consultation: Consultation, since, until, parts):
    votes, opaque = iter(votes_between(consultation, since, until)), {}
    count = batch = 0
    while rows := list(islice(votes, BATCH)):
        for participant, *_rest in rows:
            if participant not in opaque:
                opaque[participant] = _opaque(consultation, participant)
        daily.append(home, consultation.slug, f"{since:015}-{batch:05}", [
            (opaque[participant], statement, value, timezone.localdate(at), band, consultation.area.code)
            for participant, statement, value, at, band in rows], parts)
        count, batch = count + len(rows), batch + 1
    return count


def _opaque(consultation, participant):
    """Return the participant's number within the round: without the town's key nobody can tell whose it is."""
    return int(fingerprint(settings.KEYS["token"], f"parquet {consultation.pk} {participant}")[:DIGITS], 16)
