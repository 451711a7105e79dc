"""Forms of people: the shape of what is typed."""
from django import forms
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal
from saan.people.rules import Word

LANGUAGES = (("th", _("ไทย")), ("en", _("อังกฤษ")))


class Invite(forms.Form):
    """Whom to invite, to which roles."""

    email = forms.EmailField(label=_("อีเมลของผู้รับเชิญ"), max_length=254)
    words = forms.MultipleChoiceField(label=_("หน้าที่"), choices=Word.choices, widget=forms.CheckboxSelectMultiple)
    duty = forms.CharField(
        label=_("เวลาที่ติดต่อได้"), max_length=120, required=False,
        help_text=_("จำเป็นสำหรับผู้ดูแลความปลอดภัยเด็ก เช่น จ.–ศ. 8.30–16.30 น. โทร 08 0000 0000"))
    language = forms.ChoiceField(label=_("ภาษาของจดหมาย"), choices=LANGUAGES, initial="th", widget=forms.RadioSelect)


class Accept(forms.Form):
    """Who accepts an invitation, and how they want to sign in."""

    name = forms.CharField(label=_("ชื่อที่คนในที่ทำงานเห็น"), max_length=120,
                           widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("รหัสผ่าน"), max_length=200, required=False, strip=False,
        help_text=_("อย่างน้อย 8 ตัว ถ้าไม่ตั้ง จะเข้าด้วยลิงก์ที่ส่งไปทางอีเมลทุกครั้ง"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


class AskForLink(forms.Form):
    """Where to send a sign-in link."""

    email = forms.EmailField(label=_("อีเมล"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))


def tell(form: forms.Form, no: Refusal) -> None:
    """Put what an action refused beside the fields it names, or above them all."""
    for where, sentence in no.errors or [("", str(no))]:
        form.add_error(where if where in form.fields else None, sentence)
