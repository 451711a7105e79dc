"""The post office."""
import logging

from django.core.mail import EmailMessage

log = logging.getLogger("saan.notices")


def mail(to: str, subject: str, text: str) -> bool:
    """Send a letter, and return whether the post office took it."""
    try:
        return EmailMessage(subject, text, to=[to]).send() == 1
    except OSError as fault:   # every fault of the mail server is one
        log.warning("A letter did not go (%s); it is tried again.", type(fault).__name__)
        return False
