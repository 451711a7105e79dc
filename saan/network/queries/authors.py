"""Questions about who told of a promise, and whose name is said."""
from collections.abc import Iterable
from typing import NamedTuple

from saan.agencies.models import Agency
from saan.network.models import Commitment, Progress
from saan.people.models import Person
from saan.people.rules import Viewer


class Told(NamedTuple):
    """A step of a promise, the name of whoever told of it where the viewer may know it, and whether the agency did."""

    progress: Progress
    name: str
    by_agency: bool


def signed_by(progress: Iterable[Progress], commitment: Commitment, viewer: Viewer) -> list[Told]:
    """Return the steps with who told of them.

    Names of persons are for those who work at the town or the agency; everybody else reads which side it was.
    """
    steps = list(progress)
    works = {at for _word, at in viewer.roles} & {commitment.agency_id, commitment.goal.agreement.authority_id}
    persons = {one.by_id for one in steps if one.by_kind == Person.kind} if works else set()
    names = dict(Person.objects.filter(pk__in=persons).values_list("pk", "name"))
    return [Told(one, names.get(one.by_id, "") if one.by_kind == Person.kind else "", one.by_kind == Agency.kind)
            for one in steps]
