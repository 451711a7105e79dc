"""Questions about where a voice belongs: which authority listens for which area."""
import re

from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Authority
from saan.agencies.queries import authorities_at
from saan.areas.models import Area
from saan.areas.queries import area_of
from saan.core.names import called
from saan.core.refusal import Refusal, Wrong

SUBDISTRICT, AUTHORITY = re.compile(r"[0-9]{6}"), re.compile(r"[0-9A-Za-z-]{1,12}")


def listener_at(area: str, authority: str = "") -> tuple[Authority, Area]:
    """Return the authority that listens in the subdistrict, and that; where two share it, one has to be named."""
    place = area_of(area) if SUBDISTRICT.fullmatch(area) else None
    if place is None:
        raise _wrong("unknown_area", "area", _("ไม่รู้จักรหัสตำบลนี้ ใช้รหัส 6 หลัก เช่น 930307"))
    listeners = authorities_at(place)
    if not listeners:
        raise _wrong("nobody_listens", "area", _("ยังไม่มี อปท. ที่ใช้สานในพื้นที่นี้"))
    if authority:
        return _named(authority, listeners), place
    if len(listeners) > 1:
        raise _wrong("which_authority", "authority", _("พื้นที่นี้มีหลาย อปท. บอกด้วยว่าส่งถึงที่ไหน: %(listeners)s"),
                     listeners=_list(listeners))
    return listeners[0], place


def _named(code, listeners):
    for listener in listeners:
        if AUTHORITY.fullmatch(code) and listener.code == code:
            return listener
    raise _wrong("unknown_authority", "authority", _("พื้นที่นี้ไม่มี อปท. นี้ เลือกจาก: %(listeners)s"),
                 listeners=_list(listeners))


def _list(listeners):
    return ", ".join(f"{one.code} ({called(one)})" for one in listeners)


def _wrong(code, where, sentence, **params):
    no = Refusal(f"voices.{code}", sentence, status=422, **params)
    no.errors = [Wrong(where, str(no))]
    return no
