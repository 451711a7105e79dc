"""The post office."""
import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage

log = logging.getLogger("saan.notices")


def mail(to: str, subject: str, text: str) -> bool:
    """Send a letter, and return whether the post office took it."""
    try:
        return EmailMessage(subject, text, to=[to]).send() == 1
    except (SMTPException, OSError) as fault:
        log.warning("A letter did not go (%s); it is tried again.", type(fault).__name__)
        return False
