"""The officers' list of agencies: whom the town writes to at each, and a new one."""
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from saan.agencies.actions import enlist
from saan.areas.models import Area
from saan.core.refusal import Refusal
from saan.network.actions.contacts import stop_writing, write_to
from saan.network.forms import Enlisting, Reaching
from saan.network.models import Contact
from saan.network.queries.agreements import agencies_of
from saan.network.queries.contacts import contacts_at
from saan.network.rules import may_keep
from saan.people.forms import tell
from saan.people.views.gates import for_those, own_town

AT_ONCE = 50   # agencies on one page


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_keep, "serve")
def agencies(request: HttpRequest, viewer, places: set[int]) -> HttpResponse:
    """List whom something can be given to and whom the town writes to there; enlist an agency, or add an address."""
    town = own_town(request, places)
    every, verb = agencies_of(town), request.POST.get("do", "")
    enlisting = Enlisting(request.POST if verb == "enlist" else None, areas=_areas(town))
    reaching = Reaching(request.POST if verb == "write" else None, agencies=every,
                        initial={"language": "th", "agency": request.GET.get("agency", "")})
    if request.method == "POST" and _done(request, verb, enlisting, reaching, town):
        return HttpResponseRedirect(request.get_full_path())
    page = Paginator(every, AT_ONCE).get_page(request.GET.get("page"))
    known = contacts_at(town, list(page), viewer)
    return render(request, "network/agencies.html", {
        "place": town, "rows": [(agency, known.get(agency.pk, [])) for agency in page], "pages": page,
        "enlisting": enlisting, "reaching": reaching}, status=422 if request.method == "POST" else 200)


@require_POST
@for_those(may_keep, "serve")
def stop(request: HttpRequest, viewer, places: set[int], contact: int) -> HttpResponse:
    """Write to an address no more."""
    mine = Contact.objects.visible_to(viewer).filter(authority__in=places)
    stop_writing(contact=get_object_or_404(mine.select_related("agency", "authority__home"), pk=contact),
                 by=request.user.person)
    messages.success(request, _("เลิกเขียนถึงที่อยู่นี้แล้ว ลิงก์ที่ยังไม่ใช้ก็ใช้ไม่ได้แล้ว"))
    return HttpResponseRedirect("/agencies")


def _done(request, verb, enlisting, reaching, town):
    """Do what was asked, and return whether it could be done."""
    by = request.user.person
    if verb not in {"enlist", "write"}:
        raise Refusal("network.unknown_verb", _("เลือกสิ่งที่จะทำกับหน่วยงาน"), status=422)
    form = enlisting if verb == "enlist" else reaching
    if not form.is_valid():
        return False
    try:
        if verb == "enlist":
            enlist(**form.said(), by=by)
        else:
            write_to(**form.said(), authority=town, by=by)
    except Refusal as no:
        tell(form, no)
        return False
    messages.success(request, _("เพิ่มหน่วยงานแล้ว") if verb == "enlist" else _("เพิ่มที่อยู่แล้ว"))
    return True


def _areas(town):
    province = Area.objects.filter(code=town.home.code[:2])
    return [town.home, *town.areas.exclude(pk=town.home_id).order_by("name"), *province]
