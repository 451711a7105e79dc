"""Letters: e-mail in the reader's language, sent once what they tell of stands in the database."""
import logging

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

log = logging.getLogger("saan.people")


def post(letter: str, email: str, language: str, room: str = "people", **words) -> None:
    """Send the room's letter of this name after the transaction; its first line is the subject.

    A failing post is logged.
    """
    with translation.override(language):
        subject, _, body = render_to_string(f"{room}/letters/{letter}.txt", words).strip().partition("\n")
    transaction.on_commit(lambda: _send(letter, email, subject, body.strip() + "\n"))


def _send(letter, email, subject, body):
    try:
        send_mail(subject, body, None, [email])
    except OSError as fault:   # the mail server's, of which every kind is an OSError
        log.error("The letter “%s” could not be sent: %s", letter, type(fault).__name__)
