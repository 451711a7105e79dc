"""The page that says thank you: always with the receipt, the help card and the quick exit, whatever was said."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.agencies.models import Authority
from saan.methods.codes import grouped
from saan.people.queries import NOBODY
from saan.voices.actions.voices import Receipt
from saan.voices.queries.twins import others


def thanks(request: HttpRequest, receipt: Receipt, text: str, at: Authority, back: str = "") -> HttpResponse:
    """Show the receipt of what was just sent, and how many said the same.

    That is counted from the words as they were typed and from other voices that stand: for a held voice it is no
    other page, and of the words themselves it shows nothing.
    """
    return render(request, "voices/speak/thanks.html", {
        "code": grouped(receipt.code), "address": request.build_absolute_uri(f"/code?code={receipt.code}"),
        "back": back, "at": at, "others": others(text, at, NOBODY, but=receipt.voice.pk)})
