"""Letters: e-mail in the reader's language, sent once what they tell of stands in the database."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from saan.core import logs

log = logs.of("saan.people")


def post(letter: str, email: str, language: str, room: str = "people", **words) -> None:
    """Send the room's letter of this name after the transaction; its first line is the subject.

    A failing post is logged.
    """
    with translation.override(language):
        subject, _, body = render_to_string(f"{room}/letters/{letter}.txt", words).strip().partition("\n")
    transaction.on_commit(lambda: _send(email, subject, body.strip() + "\n"))


def _send(email, subject, body):
    try:
        send_mail(subject, body, None, [email])
    except OSError as fault:   # the mail server's, of which every kind is an OSError
        log.error("a letter could not be sent", exc_info=fault)
