"""Contacts: whom a town writes to at an agency."""
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency, Authority
from saan.core import clock
from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.methods.words import clean
from saan.network.models import Contact, Errand
from saan.people.actions.persons import plain_address
from saan.trail.actions import tie

LONGEST = 120


@transaction.atomic
def write_to(*, authority: Authority, agency: Agency, name: str, email: str, by: Thing,
             language: str = "th") -> Contact:
    """Write to this address from now on when the town asks something of the agency."""
    name, email = clean(name), plain_address(email)
    if not name or len(name) > LONGEST:
        no = _("ใส่ชื่อคนหรือฝ่ายที่รับจดหมาย ไม่เกิน 120 ตัวอักษร")
        raise Refusal("network.contact_unnamed", no, status=422, errors=[Wrong("name", no)])
    try:
        with transaction.atomic():
            contact = Contact.objects.create(authority=authority, agency_id=agency.pk, name=name, email=email,
                                             language=language)
    except IntegrityError:   # the database holds that an address is open once
        no = _("เมืองเขียนถึงอีเมลนี้ของหน่วยงานนี้อยู่แล้ว")
        raise Refusal("network.contact_known", no, errors=[Wrong("email", no)]) from None
    tie("contact_added", agency, by=by, area=authority.home.code, because=[authority])
    return contact


@transaction.atomic
def stop_writing(*, contact: Contact, by: Thing) -> None:
    """Write to this address no more; the links that were sent there and not used stop working."""
    now = clock.now()
    if not Contact.objects.filter(pk=contact.pk, ended_at=None).update(ended_at=now):
        raise Refusal("network.contact_over", _("เลิกเขียนถึงที่อยู่นี้ไปแล้ว"))
    Errand.objects.filter(contact=contact, used_at=None, expires_at__gt=now).update(expires_at=now)
    tie("contact_ended", contact.agency, by=by, area=contact.authority.home.code, because=[contact.authority])
