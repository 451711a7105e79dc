"""What voices do by themselves: close rounds, publish figures and maps, note bursts of tokens, suggest themes.

And write the day's votes to Parquet, where a town asks for it.
"""
from django.conf import settings

from saan.voices.actions.consultations import close_due
from saan.voices.actions.daily import write_day
from saan.voices.actions.opinions import draw_due
from saan.voices.actions.publishing import publish_due
from saan.voices.actions.suggesting import suggest_due
from saan.voices.actions.tickets import note_bursts


def publish() -> int:
    """Close the rounds whose day is over and publish what may move; return how many rounds that were."""
    return close_due() + publish_due()


def watch() -> int:
    """Note the networks that make unusually many tokens; return how many there are now."""
    return note_bursts()


def draw() -> int:
    """Draw the opinion maps anew that are due; return how many were published."""
    return draw_due()


def suggest() -> int:
    """Put like voices together where new ones stand or something was edited; return in how many towns."""
    return suggest_due()


def keep() -> int:
    """Add the votes that changed to the daily Parquet, where the town keeps one; return how many votes."""
    return write_day(parts=settings.PARQUET) if settings.PARQUET else 0
