"""The inbox of whoever is signed in, and the outbox that a demo shows."""
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saan.core import slots
from saan.notices.actions import mark_read
from saan.notices.queries import inbox, letter, names_of, open_to, outbox, told
from saan.people.queries import viewer
from saan.people.rules import PROTECTORS

AT_ONCE = 50   # notices on one page
MOST = 5000    # the newest of a demo's outbox


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the person was told, the newest first."""
    notices = Paginator(inbox(request.user.person), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "notices/inbox.html", {"told": told(list(notices), _viewer(request)), "pages": notices})


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read, or all of them."""
    one = request.POST.get("notice", "")
    mark_read(by=request.user.person, notice=int(one) if one.isascii() and one.isdecimal() and len(one) < 19 else None)
    return HttpResponseRedirect("/inbox")


@require_safe
@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """Show what went to whom by which channel; in a demo only, and only about what the viewer may know of."""
    if not settings.DEMO:
        raise Http404
    looking = _viewer(request)
    seen = open_to(looking, outbox()[:MOST])   # before pages are counted: no number tells of a hold
    notices = Paginator(seen, AT_ONCE).get_page(request.GET.get("page"))
    rows = told(list(notices), looking)
    names = names_of([row.notice.who for row in rows]) if request.user.is_authenticated else {}
    shown = [(row, names.get(row.notice.who_id, "") if row.notice.is_to_person else "", _text(row)) for row in rows]
    return render(request, "notices/outbox.html", {"rows": shown, "pages": notices,
                                                   "below": slots.show("outbox.below", None, looking)})


def _viewer(request):
    """Whoever protects children looks here to protect them, so that a held voice leads to its page; others serve."""
    reader = viewer(request, "serve")
    return viewer(request, "protect", "legal duty") if reader.holds(*PROTECTORS) else reader


def _text(row):
    posted = letter([row.notice]) if row.notice.is_letter else None
    return posted.text if posted else ""
