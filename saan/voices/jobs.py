"""What voices do by themselves: close rounds, publish figures, note bursts of tokens, put like voices together."""
from saan.voices.actions.consultations import close_due
from saan.voices.actions.publishing import publish_due
from saan.voices.actions.suggesting import suggest_due
from saan.voices.actions.tickets import note_bursts


def publish() -> int:
    """Close the rounds whose day is over and publish what may move; return how many rounds that were."""
    return close_due() + publish_due()


def watch() -> int:
    """Note the networks that make unusually many tokens; return how many there are now."""
    return note_bursts()


def suggest() -> int:
    """Put like voices together where new ones stand or something was edited; return in how many towns."""
    return suggest_due()
