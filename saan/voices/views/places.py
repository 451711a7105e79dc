"""A place that a voice speaks of: suggested from the desk where voices are gathered, with the voice as its cause."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saan.core.refusal import Refusal
from saan.people.forms import tell
from saan.people.views.gates import for_those
from saan.places.actions import suggest
from saan.places.forms import Placing
from saan.voices.models import Voice
from saan.voices.rules import may_weave


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_weave, "moderate")
def from_voice(request: HttpRequest, viewer, places: set[int], number: int) -> HttpResponse:
    """Show the voice beside the form for a place, and suggest it; the place waits until somebody has looked."""
    voices = Voice.objects.visible_to(viewer).standing().select_related("authority", "area")
    voice = get_object_or_404(voices, pk=number, authority__in=places)
    form = Placing(request.POST or None, town=voice.authority)
    if request.method == "POST" and form.is_valid():
        try:
            suggest(authority=voice.authority, by=request.user.person, because=[voice], **form.about_it())
            messages.success(request, _("ส่งแล้ว สภาเด็กหรือเจ้าหน้าที่จะไปดูก่อนเปิดให้ทุกคนเห็น"))
            return HttpResponseRedirect("/themes")
        except Refusal as no:
            if no.status != 422:
                raise
            tell(form, no)
    return render(request, "places/form.html", {
        "form": form, "town_of_form": voice.authority, "said": voice.text, "action": request.path},
        status=422 if form.is_bound else 200)
