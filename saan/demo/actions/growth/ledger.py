"""The ledger: what happens is gathered, and written in the order of time."""
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model

from saan.core.acts import signed
from saan.core.things import Thing
from saan.notices.models import Notice
from saan.trail.models import Cause, Step

AT_ONCE = 5000   # rows


class Happening(NamedTuple):
    """A step that is still to be written."""

    at: datetime
    verb: str
    thing: Thing
    by: Thing
    area: str
    because: tuple[Thing, ...]


class Ledger:
    """What happened in one town."""

    def __init__(self, area: str):
        self.area = area
        self._steps: list[Happening] = []
        self._notices: list[Notice] = []

    def tie(self, verb: str, thing: Thing, at: datetime, by: Thing, because: Iterable[Thing] = ()) -> None:
        """Note what happened to the thing, because of what."""
        self._steps.append(Happening(at, verb, thing, by, self.area, tuple(because)))

    def tell(self, who: Iterable[Thing], key: str, thing: Thing, at: datetime) -> None:
        """Note that they were told; nothing of it is sent again."""
        self._notices += [
            Notice(who_kind=one.kind, who_id=one.pk, key=key, kind=thing.kind, ref=thing.pk, made_at=at, sent_at=at,
                   channel=Notice.Channel.APP if one.kind == "person" else Notice.Channel.CODE) for one in who]

    def write(self) -> None:
        """Write the steps as they followed one another, each with its causes, and the notices."""
        order = sorted(self._steps, key=lambda one: one.at)
        steps = written(Step(kind=one.thing.kind, ref=one.thing.pk, verb=one.verb, area=one.area, at=one.at,
                             **signed(one.by)) for one in order)
        written(Cause(step=step, kind=cause.kind, ref=cause.pk, ends=False)
                for step, one in zip(steps, order, strict=True) for cause in one.because)
        written(self._notices)


def written(rows: Iterable[Model]) -> list[Model]:
    """Write the rows, and return them with their numbers."""
    rows = list(rows)
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE) if rows else []
