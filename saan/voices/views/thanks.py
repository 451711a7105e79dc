"""The page that says thank you: always with the receipt, the help card and the quick exit, whatever was said."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.methods.codes import grouped


def thanks(request: HttpRequest, code: str, back: str = "") -> HttpResponse:
    """Show the receipt of what was just sent."""
    address = request.build_absolute_uri(f"/code?code={code}")
    return render(request, "voices/speak/thanks.html", {"code": grouped(code), "address": address, "back": back})
