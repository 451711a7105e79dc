"""A member's chair in a meeting: who sits on it, and when they were there."""
from datetime import datetime
from typing import NamedTuple

from saan.decisions.models import Coming, Presence, Term
from saan.decisions.rules.meetings import THERE, Stay, came_as, moves


class Chair(NamedTuple):
    """A member who sits on the committee on the day of a meeting, and how they take part in it."""

    term: Term
    presence: Presence | None
    comings: list[Coming]
    over: bool = False   # a closed meeting: whoever was there was there

    @property
    def stays(self) -> list[Stay]:
        """Return how they took part from the beginning on."""
        if self.comings:
            begin = Stay(self.comings[0].was, self.comings[0].was_deputy)
            return [begin, *(Stay(one.word, one.deputy, one.at) for one in self.comings)]
        return [Stay(self.presence.word, self.presence.deputy)] if self.presence else []

    @property
    def came(self) -> Stay | None:
        """Return how they were there, however early they left, or how they stayed away."""
        return came_as(self.stays)

    @property
    def moves(self) -> list[tuple[str, datetime]]:
        """Return when they came in late, left early or came back."""
        return moves(self.stays)

    @property
    def is_there(self) -> bool:
        """Return whether they are in the room, or, once the meeting is closed, whether they ever were."""
        said = self.came if self.over else self.presence
        return said is not None and said.word in THERE

    @property
    def look(self) -> str:
        """Return how its seat is drawn: solid for there, hatched for away, dashed for not answered."""
        if self.presence is None:
            return ""
        return "in-room" if self.is_there else "away"
