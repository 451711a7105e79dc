"""A real town starts: empty, with one officer invited."""
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from saan.agencies.actions import found
from saan.areas.actions import load
from saan.areas.models import Area
from saan.areas.queries import by_code, nearest
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.people.actions.invitations import Sent, invite
from saan.people.actions.persons import plain_address
from saan.people.rules import Word


@transaction.atomic
def start_town(*, code: str, name: str, areas: Sequence[str], officer: str, address: str, by: Thing,
               language: str = "th") -> Sent:
    """Start a town: its authority over these subdistricts, and an invitation to its first officer and administrator.

    The areas of the country are loaded where they are missing. Whatever is wrong, nothing of it stays behind.
    """
    plain_address(officer)
    load()
    places = _subdistricts(areas)
    authority = found(code=code, name=name, home=places[0], areas=places, by=by)
    return invite(email=officer, words=[Word.OFFICER, Word.ADMINISTRATOR], at=authority, by=by, address=address,
                  language=language)


def _subdistricts(codes):
    codes = list(dict.fromkeys(codes))
    known = by_code(codes)
    wrong = [Wrong(code, _like(code)) for code in codes
             if code not in known or known[code].size != Area.Size.SUBDISTRICT]
    if wrong or not codes:
        raise Refusal("people.areas_unknown", _("ใส่รหัสตำบล 6 หลักที่มีอยู่ อย่างน้อยหนึ่งรหัส"), status=422, errors=wrong)
    return [known[code] for code in codes]


def _like(code):
    near = ", ".join(f"{area.code} {area.full_name()}" for area in nearest(code))
    return format_lazy(_("ไม่มีตำบลรหัสนี้ ที่ใกล้เคียง: {near}"), near=near or "–")
