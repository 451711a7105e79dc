"""One page with every component in it: to look at, and for the checks of pictures and accessibility. Demo only."""
from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.uploads import Uploading
from saan.core.vocabulary import Band

PARTS = (("p-voices", _("เสียง")), ("p-care", _("ดูแล")), ("p-weave", _("สานกัน")), ("p-places", _("ลาน")),
         ("p-learn", _("เรียนรู้")), ("p-wallet", _("กระเป๋า")), ("p-measure", _("วัดผล")))
WAY = ((1, "spoken"), (2, "gathered"), (3, "proposed"), (4, "resolved"), (5, "started"), (6, "held"), (7, "reported"))


class Sample(forms.Form):
    """Fields in every state that a reader can meet."""

    words = forms.CharField(label=_("เล่าให้ฟังหน่อย"), widget=forms.Textarea, max_length=1000,
                            help_text=_("ไม่ต้องใส่ชื่อจริง ชื่อโรงเรียน หรือเบอร์โทรของใคร"))
    where = forms.CharField(label=_("แถวไหน"), required=False)
    band = forms.ChoiceField(label=_("อายุช่วงไหน"), choices=Band.choices, widget=forms.RadioSelect, required=False)
    agreed = forms.BooleanField(label=_("ให้ผู้ส่งเสียงยืนยันว่าเกิดขึ้นจริง"), required=False)


def look(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    if not settings.DEMO:
        raise Http404
    wrong = Sample({"words": "", "where": _("ลานหลังตลาด"), "band": "11-14", "agreed": "on"}, auto_id="wrong_%s")
    begun = clock.now() - timedelta(days=162)
    steps = [{"step": step, "verb": verb, "at": begun + timedelta(days=27 * number), "days": 27 if number else 0,
              "text": _("เรื่องเล่าของช่องนี้")} for number, (step, verb) in enumerate(WAY)]
    return render(request, "web/look.html", {
        "parts": PARTS, "form": Sample(), "wrong": wrong, "sent": Uploading(auto_id="sent_%s"), "steps": steps,
        "chain": {"stops": steps, "voices": 12}, "today": clock.today(),
        "address": request.build_absolute_uri("/code")})
