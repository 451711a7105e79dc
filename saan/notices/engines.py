"""The post office."""

from django.core.mail import EmailMessage

from saan.core import logs

log = logs.of("saan.notices")


def mail(to: str, subject: str, text: str) -> bool:
    """Send a letter, and return whether the post office took it."""
    try:
        return EmailMessage(subject, text, to=[to]).send() == 1
    except OSError as fault:   # every fault of the mail server is one
        log.warning("a letter did not go and is tried again", exc_info=fault)
        return False
