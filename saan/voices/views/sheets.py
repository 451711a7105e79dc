"""The desk of a tally sheet: typed in by two people, compared place by place, adopted when they agree."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from saan.core.refusal import Refusal
from saan.people.models import Person
from saan.people.views.gates import for_those
from saan.voices.actions.sheets import adopt_sheet, begin_sheet, enter_count
from saan.voices.forms.rounds import Beginning, Counting
from saan.voices.queries.consultations import statements_of
from saan.voices.queries.sheets import counts_alone, counts_of, mismatches, sheet_of, totals_of
from saan.voices.rules import may_weave
from saan.voices.views.rounds import round_at


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(may_weave, "moderate")
def sheet(request: HttpRequest, viewer, places: set[int], slug: str) -> HttpResponse:
    """Begin the sheet, type it in, see where two counts differ, adopt it."""
    consultation = round_at(slug, viewer, places)
    known, statements = sheet_of(consultation, viewer), statements_of(consultation, viewer)
    beginning, counting, status = Beginning(auto_id="%s"), Counting(statements=statements), 200
    if request.method == "POST":
        verb = request.POST.get("do", "")
        beginning = Beginning(request.POST, auto_id="%s") if verb == "begin" else beginning
        counting = Counting(request.POST, statements=statements) if verb == "count" else counting
        done = _done(verb, consultation, known, beginning, counting, request.user.person)
        if done:
            messages.success(request, done)
            return HttpResponseRedirect(f"/rounds/{slug}/sheet")
        status = 422
    return render(request, "voices/sheets/sheet.html", {
        "round": consultation, "sheet": known, "beginning": beginning, "counting": counting,
        "counts": _counts(known, viewer), "mismatches": mismatches(known) if known else None,
        "alone": counts_alone(consultation), "statements": statements,
        "totals": totals_of(known, viewer) if known else []}, status=status)


def _done(verb, consultation, known, beginning, counting, by):
    """Do what is asked and return what to say of it; None where something has to be changed."""
    form = {"begin": beginning, "count": counting}.get(verb)
    try:
        if verb == "begin" and beginning.is_valid():
            begin_sheet(consultation=consultation, by=by, **beginning.cleaned_data)
            return _("เริ่มใบนับแล้ว ใส่ยอดครั้งแรกได้เลย")
        if verb == "count" and known and counting.is_valid():
            enter_count(sheet=known, people=counting.cleaned_data["people"], lines=counting.lines(), by=by)
            return _("เก็บยอดครั้งนี้แล้ว")
        if verb == "adopt" and known:
            adopt_sheet(sheet=known, by=by)
            return _("รับยอดแล้ว ผลเปิดให้ทุกคนดู")
    except Refusal as no:
        if no.status != 422 or form is None:
            raise
        for wrong in no.errors:
            form.add_error(_field(wrong.where, form), str(wrong.sentence))
    if form is None:
        raise Refusal("voices.unknown_verb", _("เลือกสิ่งที่จะทำกับใบนับ"), status=422)
    return None


def _field(where, form):
    """Return the field that the refusal speaks of: a whole line is shown at its first number."""
    name = where.replace("line-", "agree-")
    return name if name in form.fields else None


def _counts(known, viewer):
    """Return every typing with the name of who typed."""
    counts = counts_of(known, viewer) if known else []
    names = dict(Person.objects.filter(pk__in={count.by_id for count in counts}).values_list("pk", "name"))
    return [(count, names.get(count.by_id, "")) for count in counts]
