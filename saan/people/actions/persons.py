"""Persons and their logins."""
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal, Wrong
from saan.core.things import Thing
from saan.methods.words import clean
from saan.people.models import Login, Person
from saan.trail.actions import tie

LONGEST = 120


@transaction.atomic
def enrol(*, name: str, by: Thing, language: str = "th", email: str = "", password: str = "") -> Person:
    """Enrol a person; with an e-mail address they can sign in, by password or by a link sent to it."""
    name = clean(name)
    if not name or len(name) > LONGEST:
        raise Refusal("people.name_unclear", _("ใส่ชื่อ ไม่เกิน 120 ตัวอักษร"), status=422,
                      errors=[Wrong("name", _("ใส่ชื่อ ไม่เกิน 120 ตัวอักษร"))])
    person = Person.objects.create(name=name, language=language)
    if email:
        _open_login(person, plain_address(email), password)
    tie("enrolled", person, by=by, area="")
    return person


def plain_address(email: str) -> str:
    """Return the e-mail address as it is kept, in small letters; what is none is refused."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        no = _("อีเมลนี้ไม่ถูกต้อง ใส่แบบ somchai@example.org")
        raise Refusal("people.address_unclear", no, status=422, errors=[Wrong("email", no)]) from None
    return email


def _open_login(person, email, password):
    if Login.objects.filter(email=email).exists():
        raise Refusal("people.address_known", _("มีบัญชีของอีเมลนี้อยู่แล้ว"), errors=[Wrong("email", _("มีบัญชีของอีเมลนี้อยู่แล้ว"))])
    login = Login(person=person, email=email)
    if password:
        _refuse_weak(password, login)
    login.set_password(password or None)
    Login.objects.bulk_create([login])
    EmailAddress.objects.create(user=login, email=email, verified=True, primary=True)


def _refuse_weak(password, login):
    try:
        validate_password(password, login)
    except ValidationError as weak:
        raise Refusal("people.password_weak", _("รหัสผ่านนี้เดาง่ายเกินไป"), status=422,
                      errors=[Wrong("password", sentence) for sentence in weak.messages]) from None
