"""Who is told, how, and in which words."""
import socket
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from saan.core import clock
from saan.notices.jobs import deliver
from saan.notices.models import Notice
from saan.people.actions import enrol
from saan.voices.actions.replies import answer
from saan.voices.actions.themes import gather
from tests.town import say, settle, sign_in, stand

pytestmark = pytest.mark.django_db
SECRET = "พ่อเลี้ยงโดนทำร้ายหนู"


@pytest.fixture
def town():
    return settle()


def answered(town, *speakers):
    """Return the reply to a theme of one voice of each speaker."""
    voices = [stand(town, f"ขอไฟดวงที่ {n}", by=speaker).voice for n, speaker in enumerate(speakers)]
    theme = gather(members=voices, name="ทางสว่าง", authority=town.city, area=town.area, by=town.council)
    return answer(theme=theme, text="ติดไฟแล้ว", key=str(uuid4()), by=town.officer)


def test_a_reply_goes_into_the_inbox_and_by_mail_in_the_readers_language(client, town, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://saan.example.org"]
    nok = enrol(name="Nok", language="en", email="nok@example.org", by=town.officer)
    without = enrol(name="ไม่มีบัญชี", by=town.officer)
    reply = answered(town, town.council, nok, without, None)
    assert client.post("/code", {"code": "22222222"}).status_code == 404
    assert deliver() == 6
    assert deliver() == 0
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {town.council.login.email, "nok@example.org"}
    assert "ติดไฟแล้ว" in letters["nok@example.org"].body
    assert f"https://saan.example.org/themes/{reply.theme_id}#r{reply.pk}" in letters["nok@example.org"].body
    assert letters["nok@example.org"].subject != letters[town.council.login.email].subject
    assert "ขอไฟ" not in "".join(letter.body for letter in mail.outbox)
    page = sign_in(client, town.council).get("/inbox").content.decode()
    assert "ติดไฟแล้ว" in page and f"/themes/{reply.theme_id}#r{reply.pk}" in page
    assert Notice.objects.filter(channel="code", sent_at__isnull=False).count() == 1


def test_what_was_read_is_marked_and_only_ones_own(client, town):
    answered(town, town.council, town.officer)
    answered(town, town.council)
    deliver()
    mine = Notice.objects.filter(who_id=town.council.pk, channel="app").order_by("pk")
    sign_in(client, town.officer).post("/inbox/read", {"notice": mine[0].pk})
    assert not mine.exclude(read_at=None).exists()
    sign_in(client, town.council).post("/inbox/read", {"notice": mine[0].pk})
    assert mine.exclude(read_at=None).count() == 1
    client.post("/inbox/read")
    assert not mine.filter(read_at=None).exists()
    assert client.get("/inbox").status_code == 200
    client.logout()
    assert [client.get("/inbox").status_code, client.post("/inbox/read").status_code] == [302, 302]


def test_of_a_held_voice_mail_says_only_that_there_is_one(client, town):
    say(town, SECRET)
    deliver()
    assert {letter.to[0] for letter in mail.outbox} == {town.lead.login.email, town.deputy.login.email}
    assert all(SECRET not in letter.body and SECRET not in letter.subject for letter in mail.outbox)
    page = sign_in(client, town.lead).get("/inbox").content.decode()
    assert "/holds#h" in page and SECRET not in page


def test_a_letter_that_does_not_go_is_tried_again_later(town, monkeypatch):
    answered(town, town.council)

    def refuses(self, **options):
        raise ConnectionRefusedError
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuses)
        assert deliver() == 1   # the inbox alone
        assert deliver() == 0
    assert deliver() == 0 and mail.outbox == []
    with clock.moved_to(clock.now() + timedelta(minutes=6)):
        assert deliver() == 1
    assert len(mail.outbox) == 1


def test_a_demo_shows_what_was_sent_but_not_that_a_voice_is_held(client, town, settings):
    answered(town, town.council, None)
    say(town, SECRET)
    deliver()
    assert client.get("/outbox").status_code == 404
    settings.DEMO = True
    page = client.get("/outbox").content.decode()
    assert page.count("<tr>") == 4 and "ติดไฟแล้ว" in page and town.council.name not in page
    assert "ต้องดูแลก่อน" not in page
    assert town.council.name in sign_in(client, town.council).get("/outbox").content.decode()
    assert "มีเสียงที่ต้องดูแลก่อน" in sign_in(client, town.lead).get("/outbox").content.decode()


def test_how_many_questions_the_inbox_asks(client, town, django_assert_max_num_queries):
    for _ in range(6):
        answered(town, town.council)
    deliver()
    sign_in(client, town.council)
    with django_assert_max_num_queries(12):
        client.get("/inbox")


def test_not_even_the_number_of_pages_of_the_outbox_tells_of_held_voices(client, town, settings):
    settings.DEMO = True
    for n in range(26):   # two notices each: more than a page
        say(town, f"{SECRET} {n}")
    deliver()
    page = client.get("/outbox").content.decode()
    assert "มีเสียงที่ต้องดูแลก่อน" not in page and "?page=" not in page
    assert "?page=2" in sign_in(client, town.lead).get("/outbox").content.decode()


class PostOffice:
    """A mail server on this machine that takes letters, or refuses who sends them (RFC 5321)."""

    def __init__(self, greets):
        self.door, self.heard = socket.create_server(("127.0.0.1", 0)), b""
        self.greets, self.port = greets, self.door.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        with self.door:
            caller, _ = self.door.accept()
        with caller, caller.makefile("rwb") as line:
            self._say(line, self.greets)
            for said in line:
                self.heard += said
                word = said[:4].upper()
                if word == b"DATA":
                    self._say(line, b"354 go on")
                    for body in line:
                        self.heard += body
                        if body == b".\r\n":
                            break
                self._say(line, b"221 bye" if word == b"QUIT" else b"250 ok")
                if word == b"QUIT":
                    return

    @staticmethod
    def _say(line, words):
        line.write(words + b"\r\n")
        line.flush()


def test_whoever_runs_a_town_finds_out_whether_letters_leave_it(settings, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with pytest.raises(CommandError, match="is no e-mail address"):
        call_command("mail-test", "nobody")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    with pytest.raises(CommandError, match="stay in this town's folder: set SAAN_MAIL"):
        call_command("mail-test", "you@example.org")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    office = PostOffice(b"220 here")
    settings.EMAIL_PORT = office.port
    call_command("mail-test", "you@example.org")
    assert "took a letter to you@example.org" in capsys.readouterr().out
    office.thread.join(10)
    assert b"rcpt to:<you@example.org>" in office.heard.lower()
    office = PostOffice(b"554 no")
    settings.EMAIL_PORT = office.port
    with pytest.raises(CommandError, match=r"did not take the letter: .*554.* Look at SAAN_MAIL_HOST"):
        call_command("mail-test", "you@example.org")
    office.thread.join(10)
