"""Second factors that were lost."""
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.core.refusal import Refusal
from saan.core.things import Thing
from saan.people.actions import letters
from saan.people.models import Login, Person
from saan.trail.actions import tie


@transaction.atomic
def forget_devices(*, person: Person, by: Thing, at: Agency | None = None) -> int:
    """Forget a person's devices, so that new ones can be set up; never one's own. They are told by letter."""
    if (by.kind, by.pk) == (person.kind, person.pk):
        raise Refusal("people.own_device", _("ลบเครื่องยืนยันของตัวเองไม่ได้ ให้ผู้ดูแลระบบคนอื่นทำ"), status=403)
    login = getattr(person, "login", None)
    devices = Authenticator.objects.filter(user=login) if login else Authenticator.objects.none()
    count = devices.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    if not count:
        raise Refusal("people.no_device", _("%(name)s ยังไม่มีเครื่องยืนยันตัว"), name=person)
    devices.delete()
    if not login.has_usable_password():   # whoever holds the lost device may still be signed in: the sessions end
        login.set_unusable_password()
        Login.objects.bulk_update([login], ["password"])
    tie("forgot_devices", person, by=by, area=at.home.code if at else "", because=[at] if at else [])
    letters.post("devices", login.email, person.language, name=person.name)
    return count
