"""A database of Saan, filled with many votes in one round, to time the way from there to the map."""
import shutil
import statistics
import time
from itertools import islice
from pathlib import Path

import django
from votes import kept, load


def timed(options, size) -> dict:
    """Return how long the map takes from packed votes, how long reading them is of that, and how long packing took."""
    shutil.rmtree(options.folder / "town", ignore_errors=True)
    Path(options.folder / "town").mkdir()
    django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0, skip_checks=True)
    from saan.methods.opinion import Threads, map_of
    from saan.voices.actions.bundles import pack
    from saan.voices.queries.bundles import votes_of
    consultation, numbers = _round(size, load(kept(options.folder, *size)))
    begun = time.perf_counter()
    pack(consultation=consultation)
    packing = time.perf_counter() - begun
    seconds, reading = [], []
    for _run in range(options.runs + 1):
        begun = time.perf_counter()
        votes = votes_of(consultation, numbers)
        read = time.perf_counter()
        _first = map_of(Threads(votes)).splits[0]
        seconds.append(time.perf_counter() - begun)
        reading.append(read - begun)
    return {"seconds": seconds[1:], "read": round(statistics.median(reading[1:]), 4), "packing": round(packing, 2),
            "votes": len(votes.value)}


def _round(size, arrays):
    """Fill a round with these votes, by plain rows: what is timed here is how they are read."""
    from django.db import connection, transaction

    from saan.agencies.actions import found
    from saan.areas.actions import load as load_areas
    from saan.areas.queries import area_of
    from saan.core import clock
    from saan.core.actions import cursors
    from saan.core.things import SYSTEM
    from saan.people.models import Participant
    from saan.voices.actions.consultations import open_round
    from saan.voices.models import Statement
    people, statements, _density = size
    load_areas(codes=["300101"])
    area = area_of("300101")
    authority = found(name="เทศบาลวัดผล", home=area, areas=[area], by=SYSTEM)
    consultation = open_round(slug="many", title="รอบใหญ่", authority=authority, area=area, by=SYSTEM)
    Participant.objects.bulk_create(
        (Participant(pk=at + 1, authority=authority, token_hash=f"{at:064}") for at in range(people)), batch_size=5_000)
    Statement.objects.bulk_create(Statement(pk=at + 1, consultation=consultation, text=f"ข้อความ {at}", number=at + 1)
                                  for at in range(statements))
    person, statement, vote = (array.tolist() for array in arrays)
    last = {pair: (said, change) for change, (*pair, said) in enumerate(zip(person, statement, vote, strict=True), 1)
            for pair in [tuple(pair)]}
    at = connection.ops.adapt_datetimefield_value(clock.now())
    rows = ((one + 1, other + 1, said, at, change) for (one, other), (said, change) in last.items())
    with transaction.atomic(), connection.cursor() as cursor:
        while some := list(islice(rows, 50_000)):
            cursor.executemany("INSERT INTO voices_vote (participant_id, statement_id, value, at, change) "
                               "VALUES (%s, %s, %s, %s, %s)", some)
    cursors.advance(name="votes", to=len(person))
    return consultation, list(range(1, statements + 1))
