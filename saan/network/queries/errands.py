"""Questions about errands: where a one-time link leads, and why it does not work."""
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core import clock
from saan.core.refusal import Refusal
from saan.network.models import Errand
from saan.people.engines import hashed
from saan.people.rules import Viewer


def errand_by(token: str, kind: str) -> Errand:
    """Return the errand about a thing of this kind that a letter's token leads to, or say why it does not work."""
    errands = Errand.objects.select_related("agency", "contact", "authority__home")
    errand = errands.filter(token_hash=hashed("errand", token), about_kind=kind).first()
    if errand is None:
        raise Refusal("network.errand_wrong", _("ลิงก์นี้ไม่ถูกต้อง ดูในจดหมายอีกครั้งว่าคัดลอกมาครบ"), status=404)
    if errand.used_at:
        raise used()
    if errand.expires_at <= clock.now():
        raise expired()
    return errand


def refuse_other(errand: Errand, agency: Agency) -> None:
    """Refuse the errand where the thing belongs to this agency, and the link was sent to another."""
    if errand.agency_id != agency.pk:
        raise _other()


def refuse_stranger(errand: Errand, viewer: Viewer) -> None:
    """Refuse the errand to whoever is signed in with roles, but with none at the agency the link was sent to."""
    if viewer.roles and errand.agency_id not in {at for _word, at in viewer.roles}:
        raise _other()


def used() -> Refusal:
    """Return the no for a link that was used: what was to be done is done."""
    return Refusal("network.errand_used", _(
        "ลิงก์นี้ใช้ไปแล้ว คำตอบของหน่วยงานถูกบันทึกแล้ว ถ้าต้องการแก้หรือตอบเพิ่ม ขอลิงก์ใหม่จากเจ้าหน้าที่ของเมือง"), status=410)


def expired() -> Refusal:
    """Return the no for a link that is over, or after which a newer one was sent."""
    return Refusal("network.errand_expired", _(
        "ลิงก์นี้หมดอายุแล้ว ยังไม่มีอะไรเปลี่ยน ใช้ลิงก์ในจดหมายฉบับล่าสุด หรือขอลิงก์ใหม่จากเจ้าหน้าที่ของเมือง"), status=410)


def _other():
    return Refusal("network.errand_other", _(
        "ลิงก์นี้เป็นของหน่วยงานอื่น จึงยังไม่มีอะไรเปลี่ยน ถ้าเรื่องนี้ควรเป็นของคุณ ขอลิงก์ใหม่จากเจ้าหน้าที่ของเมือง"), status=403)
