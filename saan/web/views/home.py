"""The first page."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Show what is asked now and what came of it."""
    return render(request, "web/home.html")
