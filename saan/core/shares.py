"""Shares as they are written: one, one that is open between two ends, and how far two are apart."""


def shares(span: tuple[float, float]) -> str:
    """Return a share that may be open as percent: 4%, 4–6%, or ≤6% where it may be nothing at all; <1% is not 0%."""
    low, high = (f"{share * 100:.0f}" for share in span)
    if high == "0" and span[1] > 0:
        return "<1%"
    return f"{high}%" if low == high else f"≤{high}%" if low == "0" else f"{low}–{high}%"


def points(fraction: float) -> str:
    """Return how far two shares are apart in percentage points, with its sign: −18, +4, 0."""
    rounded = round(fraction * 100)
    return f"{rounded:+d}".replace("-", "−") if rounded else "0"
