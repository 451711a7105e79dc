"""What core forgets by itself: attempts that no limit looks at, and keys that nobody asks again with."""
from saan.core.actions import limits, retry


def forget() -> int:
    """Forget what is old, and return how many rows it was."""
    return limits.forget_old() + retry.forget_old()
