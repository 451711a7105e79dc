"""What network does by itself: remind of promises."""
from saan.network.actions.reminders import remind as remind_all


def remind() -> int:
    """Tell those concerned of promises that are due or late; return how many promises that were."""
    return remind_all()
