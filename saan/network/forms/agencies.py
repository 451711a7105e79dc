"""What an officer types about agencies and whom the town writes to there."""
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.agencies.models import Agency
from saan.areas.models import Area
from saan.core.fields import Names
from saan.core.names import offered
from saan.people.forms import LANGUAGES

SORTS = [choice for choice in Agency.Sort.choices if choice[0] != Agency.Sort.AUTHORITY]   # a town is founded


class Enlisting(forms.Form):
    """A new agency."""

    name = forms.CharField(label=_("ชื่อหน่วยงาน"), max_length=160)
    name_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=160, required=False)
    sort = forms.ChoiceField(label=_("เป็นหน่วยงานแบบไหน"), choices=SORTS)
    home = forms.ChoiceField(label=_("ตั้งอยู่ที่"), widget=Names)

    def __init__(self, *args, areas: Iterable[Area], **options):
        super().__init__(*args, auto_id="%s", **options)
        self._areas = {area.code: area for area in areas}
        self.fields["home"].choices = [(code, area.full_name()) for code, area in self._areas.items()]

    def said(self) -> dict:
        """Return the agency as the action takes it."""
        return self.cleaned_data | {"home": self._areas[self.cleaned_data["home"]]}


class Reaching(forms.Form):
    """Whom to write to at an agency."""

    agency = forms.ChoiceField(label=_("หน่วยงานไหน"), widget=Names)
    name = forms.CharField(label=_("ชื่อคนหรือฝ่ายที่รับจดหมาย"), max_length=120)
    email = forms.EmailField(label=_("อีเมล"), max_length=254)
    language = forms.ChoiceField(label=_("ภาษาของจดหมาย"), choices=LANGUAGES, initial="th", widget=forms.RadioSelect)

    def __init__(self, *args, agencies: Iterable[Agency], **options):
        super().__init__(*args, auto_id="reach_%s", **options)
        self._agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["agency"].choices = offered(self._agencies.values())

    def said(self) -> dict:
        """Return the contact as the action takes it."""
        return self.cleaned_data | {"agency": self._agencies[self.cleaned_data["agency"]]}
