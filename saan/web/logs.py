"""How the town wants its logs: for the settings, and for the server, which reads no settings of Django."""
import logging

from saan.core import logs
from saan.web import environment


def formatter() -> logging.Formatter:
    """Return what makes a line of a record, in the form that SAAN_LOGS asks for."""
    return logs.formatter(environment.choice("SAAN_LOGS", *logs.FORMS))
