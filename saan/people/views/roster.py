"""The roster: who holds which role, and the letters that are out."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saan.agencies.models import Authority
from saan.core.refusal import Refusal
from saan.people import actions, forms, queries
from saan.people.models import Invitation, Person, Role
from saan.people.rules import PROTECTORS, Word


@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    """Show who holds which role at the authority, since when and until when."""
    at, places = _managed(request)
    roles = queries.roster_of(at)
    held = {role.word for role in roles}
    return render(request, "people/roster.html", {
        "at": at, "places": places, "roles": roles, "past": queries.past_roles_of(at),
        "invitations": queries.open_invitations(at), "closed": not queries.is_listening_open(at),
        "no_deputy": Word.LEAD in held and Word.DEPUTY not in held})


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Show the form of an invitation, and send the letter."""
    at, _places = _managed(request)
    form = forms.Invite(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(**form.cleaned_data, at=at, by=request.user.person, address=request.build_absolute_uri("/"))
        except Refusal as no:
            forms.tell(form, no)
        else:
            messages.success(request, _("ส่งคำเชิญไปที่ %(email)s แล้ว ใช้ได้ 7 วัน") % form.cleaned_data)
            return redirect(f"/people?at={at.code}")
    return render(request, "people/invite.html", {"at": at, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def end_role(request: HttpRequest, role: int) -> HttpResponse:
    """End a role at an authority that the viewer manages; ending one that protects children is asked twice."""
    at, places = _managed(request)
    found = get_object_or_404(Role.objects.select_related("person", "at__home"), pk=role, at__in=places)
    if found.word in PROTECTORS and request.POST.get("sure") != "yes":
        return render(request, "people/sure.html", {
            "at": at, "role": found, "last": queries.is_last_of(found), "form_to": request.get_full_path()})
    actions.end_role(role=found, by=request.user.person)
    messages.success(request, _("จบหน้าที่ “%(role)s” ของ %(name)s แล้ว") % {
        "role": found.get_word_display(), "name": found.person})
    return redirect(f"/people?at={at.code}")


@require_POST
def withdraw(request: HttpRequest, invitation: int) -> HttpResponse:
    """Withdraw an invitation to an authority that the viewer manages."""
    at, places = _managed(request)
    found = get_object_or_404(Invitation.objects.select_related("at_agency__home"), pk=invitation, at_agency__in=places)
    actions.withdraw(invitation=found, by=request.user.person)
    messages.success(request, _("ยกเลิกคำเชิญของ %(email)s แล้ว") % {"email": found.email})
    return redirect(f"/people?at={at.code}")


@require_POST
def forget_devices(request: HttpRequest, person: int) -> HttpResponse:
    """Ask, and then forget the lost second factor of somebody who holds a role at an authority the viewer manages."""
    at, _places = _managed(request)
    found = get_object_or_404(Person, pk__in={role.person_id for role in queries.roster_of(at)} & {person})
    if request.POST.get("sure") != "yes":
        return render(request, "people/sure.html", {"at": at, "person": found, "form_to": request.get_full_path()})
    actions.forget_devices(person=found, by=request.user.person, at=at)
    messages.success(request, _("ลบเครื่องยืนยันตัวของ %(name)s แล้ว เข้าครั้งต่อไปจะให้ตั้งใหม่") % {"name": found})
    return redirect(f"/people?at={at.code}")


def _managed(request: HttpRequest) -> tuple[Authority, list[Authority]]:
    """Return the authority that is asked for (?at=) or the first one, among those whose roles the viewer manages."""
    places = queries.managed_by(queries.viewer(request, "manage", "public task"))
    if not places:
        raise Refusal("people.forbidden", _("หน้านี้เปิดให้ผู้ดูแลระบบของ อปท."), status=403)
    asked = request.GET.get("at", "")
    return next((place for place in places if place.code == asked), places[0]), places
