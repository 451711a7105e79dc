"""Money on a project's page: set aside, paid, accepted, taken back."""
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from saan.core.refusal import Refusal
from saan.people.rules import Viewer
from saan.people.views.gates import for_those
from saan.plans.actions.money import accept, pay, set_aside, take_back
from saan.plans.queries.money import money_of
from saan.plans.rules.projects import may_start
from saan.plans.views.projects import found, page_of
from saan.plans.views.tools import tools_of

DONE = {"set_aside": _("ตั้งงบแล้ว"), "pay": _("บันทึกการจ่ายแล้ว"), "accept": _("บันทึกการตรวจรับแล้ว"),
        "take_back": _("ลงรายการยกเลิกแล้ว รายการเดิมยังอ่านได้")}


@require_POST
@for_those(may_start, "serve")
def change(request: HttpRequest, viewer: Viewer, places: set[int], number: int) -> HttpResponse:
    """Write one further row of money."""
    one = found(number, viewer)
    if one.authority_id not in places:
        raise Http404
    verb = request.POST.get("do", "")
    if verb not in DONE:
        raise Refusal("plans.unknown_verb", _("เลือกสิ่งที่จะทำกับเงินของโครงการ"), status=422)
    tools = tools_of(one, money_of(one, viewer), request.POST, verb)
    form = tools[verb]
    if form.is_valid():
        try:
            _write(one, verb, form, request.user.person)
            messages.success(request, DONE[verb])
            return HttpResponseRedirect(f"/projects/{one.pk}#money")
        except Refusal as no:
            form.refused(no)
    return page_of(request, viewer, one, tools | {"open": verb}, status=422)


def _write(project, verb, form, by):
    if verb == "set_aside":
        set_aside(project=project, by=by, **form.cleaned_data | {"key": str(form.cleaned_data["key"])})
    elif verb == "pay":
        pay(by=by, **form.said())
    elif verb == "accept":
        accept(by=by, **form.said())
    else:
        take_back(row=form.chosen, text=form.cleaned_data["text"], by=by)
