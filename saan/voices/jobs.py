"""What voices do by themselves: close rounds on their day, publish figures and maps in steps, note bursts of tokens."""
from saan.voices.actions.consultations import close_due
from saan.voices.actions.opinions import draw_due
from saan.voices.actions.publishing import publish_due
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
