"""The traffic log: what the law asks for, closed at once, chained, and gone after 90 days."""
import tempfile
import threading
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from saan.core import clock, jobs
from saan.core.refusal import Refusal
from saan.web.lane import NAME
from saan.web.tests.gates import ask
from saan.web.traffic import reading, seals
from saan.web.traffic.book import Book, Note, files

HERE = ZoneInfo("Asia/Bangkok")
NOON = datetime(2026, 11, 21, 12, tzinfo=HERE)
HOUR = timedelta(hours=1)


class Place:
    """A folder of traffic and one of keys, and books in it."""

    def __init__(self, home: Path):
        self.folder, self.keys = home / "traffic", home / "keys"
        self.keys.mkdir(parents=True)

    def book(self):
        """Return a book as another process would open it; it writes only when asked to."""
        book = Book(self.folder, self.keys)
        book._wake = lambda: None
        return book

    def noted(self, *notes, at=NOON):
        """Write the notes as one batch at that time."""
        book = self.book()
        for note in notes or [noted(at)]:
            book.note(note)
        with clock.moved_to(at):
            assert book.write() == max(1, len(notes))

    def read(self, since=NOON - HOUR, until=NOON + HOUR, private=""):
        """Return what stands in the book."""
        return reading.read(since, until, private, folder=self.folder, keys=self.keys)

    @property
    def file(self):
        """Return the file of the day."""
        return self.folder / "2026-11-21.log"


def noted(at=NOON, address="203.0.113.7", method="GET", status=200, route="/themes/<int:pk>"):
    """Return a note."""
    return Note(at.timestamp(), address, method, status, route)


@pytest.fixture
def place(tmp_path):
    """Return a place where nothing was noted yet."""
    return Place(tmp_path)


@pytest.fixture
def town(settings, tmp_path):
    """Return the place that the commands and the job look at."""
    settings.DATA = tmp_path
    return Place(tmp_path)


def test_a_line_holds_when_from_where_how_which_page_and_how_it_ended(place):
    place.noted(noted(), noted(address="2001:db8::7", method="POST", status=201))
    assert place.read().lines == ["2026-11-21T12:00:00.000+07:00 203.0.113.7 GET 200 /themes/<int:pk>",
                                  "2026-11-21T12:00:00.000+07:00 2001:db8::7 POST 201 /themes/<int:pk>"]


@given(st.text(min_size=3), st.text(min_size=3))
def test_whatever_is_no_address_and_no_method_stays_out(words, method):
    place = Place(Path(tempfile.mkdtemp(dir=settings.DATA)))
    place.noted(noted(address=f"ท{words}", method=f"ท{method}"))
    assert place.read().lines == ["2026-11-21T12:00:00.000+07:00 ? ? 200 /themes/<int:pk>"]


def test_nobody_reads_it_from_the_file(place):
    place.noted(*[noted() for _number in range(50)])
    raw = place.file.read_bytes()
    assert b"203.0.113.7" not in raw and b"themes" not in raw
    assert place.file.stat().st_mode & 0o777 == 0o600 and place.folder.stat().st_mode & 0o777 == 0o700


def test_with_a_public_key_not_even_the_machine_opens_it(place):
    pair = seals.new_pair()
    seals.keep_public(pair.public, place.keys)
    place.noted()
    assert len(place.read(private=pair.private).lines) == 1
    assert {path.name for path in place.keys.iterdir()} == {"traffic.pub"}
    for wrong in ("", seals.new_pair().private, "no key"):
        with pytest.raises(Refusal):
            place.read(private=wrong)


def test_batches_closed_with_the_earlier_key_are_still_read_after_the_town_made_another(place):
    place.noted()
    pair = seals.new_pair()
    seals.keep_public(pair.public, place.keys)
    place.noted()
    assert len(place.read(private=pair.private).lines) == 2
    with pytest.raises(Refusal):   # and no key is ever written over
        seals.keep_public(pair.public, place.keys)


def test_several_processes_write_into_one_chain(place):
    books = [place.book() for _process in range(4)]

    def writes(book):
        for _turn in range(10):
            book.note(noted())
            with clock.moved_to(NOON):
                book.write()
    threads = [threading.Thread(target=writes, args=[book]) for book in books]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    read = place.read()
    assert (len(read.lines), read.broken, read.torn) == (40, [], 0)


def test_the_chain_goes_on_over_days_and_begins_anywhere_once_old_days_are_gone(place):
    for days in range(3):
        place.noted(at=NOON + timedelta(days=days))
    until = NOON + timedelta(days=3)
    assert (len(place.read(until=until).lines), place.read(until=until).broken) == (3, [])
    place.file.unlink()
    assert (len(place.read(until=until).lines), place.read(until=until).broken) == (2, [])


def test_a_batch_that_was_changed_taken_out_or_put_elsewhere_breaks_the_chain(place):
    for _batch in range(3):
        place.noted()
    whole = place.file.read_text().splitlines()
    for changed in ([whole[0], whole[1], whole[3]], [whole[0], whole[2], whole[1], whole[3]],
                    [whole[0], whole[1].replace("own.", "own.A", 1), *whole[2:]], [*whole[:3], whole[2], whole[3]]):
        place.file.write_text("\n".join(changed) + "\n")
        assert place.read().broken != []


def test_a_day_that_was_taken_out_breaks_the_chain(place):
    for days in range(3):
        place.noted(at=NOON + timedelta(days=days))
    (place.folder / "2026-11-22.log").unlink()
    assert place.read(until=NOON + timedelta(days=3)).broken == ["2026-11-23.log:1"]


def test_a_line_torn_by_a_power_cut_is_told_and_the_chain_goes_on(place):
    place.noted()
    place.noted()
    place.file.write_bytes(place.file.read_bytes()[:-40])
    place.noted()
    read = place.read()
    assert (len(read.lines), read.broken, read.torn) == (2, [], 1)


def test_what_the_disk_does_not_take_waits_and_nothing_half_is_left(place, monkeypatch, caplog):
    place.noted()
    before, book = place.file.read_bytes(), place.book()
    book.note(noted())
    with monkeypatch.context() as full, clock.moved_to(NOON):
        full.setattr("os.write", lambda handle, line: 7)
        assert (book.write(), book.write()) == (0, 0)
    assert place.file.read_bytes() == before and len(caplog.records) == 1
    with clock.moved_to(NOON):
        assert book.write() == 1
    assert len(place.read().lines) == 2


def test_only_what_is_asked_for_is_read(place):
    place.noted(noted(NOON - HOUR), noted(NOON), noted(NOON + HOUR))
    assert len(place.read(NOON, NOON).lines) == 1


def test_after_90_days_a_day_is_gone_and_younger_ones_stay(town):
    days = [NOON + timedelta(days=number) for number in (0, 1, 2)]
    for day in days:
        town.noted(at=day)
    (town.folder / "readme.log").write_text("not ours")
    for later, left in ((90, 3), (91, 2), (92, 1), (93, 0)):
        with clock.moved_to(NOON + timedelta(days=later)):
            jobs.run([job for job in jobs.registered() if job.name == "web.purge_traffic"])
        assert len(files(town.folder)) == left
    assert (town.folder / "readme.log").exists()


def asked(path, **more):
    """Ask the whole door, and return what was noted: method, status, address, route."""
    note = ask(path, **more)
    return note.method, note.status, note.address, note.route


@pytest.mark.django_db
def test_pages_votes_refusals_and_nowhere_are_noted_without_what_stands_in_the_address(one_connection):
    assert asked("/healthz") == ("GET", 200, "192.0.2.1", "/healthz")
    assert asked("/themes/4711") == ("GET", 404, "192.0.2.1", f"/{resolve('/themes/4711').route}")
    assert asked("/K7M49Q2T") == ("GET", 404, "192.0.2.1", "-")
    vote = "/api/v1/consultations/a-round/votes"
    assert asked(vote, method="POST", body=b"{}")[::3] == ("POST", NAME)
    assert asked(vote)[3] == f"/{resolve(vote).route}" == NAME


def test_the_address_is_the_one_that_the_towns_proxy_tells(settings):
    told = {"HTTP_X_FORWARDED_FOR": "198.51.100.9, 203.0.113.7"}
    assert asked("/healthz", **told)[2] == "192.0.2.1"
    settings.PROXIES = 1
    assert asked("/healthz", **told)[2] == "203.0.113.7"


def test_a_lawful_order_is_read_at_the_terminal(town, tmp_path, capsys):
    call_command("traffic_key")
    printed = capsys.readouterr()
    (tmp_path / "key").write_text(printed.out)
    assert len(printed.out.strip()) == 43 and printed.out.strip() not in str(list(town.keys.iterdir()))
    town.noted()
    order = {"since": "2026-11-21T11:00", "until": "2026-11-21T13:00"}
    call_command("traffic", **order, key=tmp_path / "key")
    assert capsys.readouterr().out == "2026-11-21T12:00:00.000+07:00 203.0.113.7 GET 200 /themes/<int:pk>\n"
    for wrong in ({}, {"key": tmp_path / "none"}, {"since": "yesterday"}):
        with pytest.raises(CommandError):
            call_command("traffic", **order | wrong)
    town.file.write_text(town.file.read_text().replace("box.", "box.A", 1))
    with pytest.raises(SystemExit):
        call_command("traffic", **order, key=tmp_path / "key")
