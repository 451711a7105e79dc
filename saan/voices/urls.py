"""Where the pages of listening stand."""
from django.urls import path

from saan.voices.views import code, speak

urlpatterns = [
    path("speak", speak.speaking, name="speak"),
    path("code", code.follow, name="code"),
    path("code/erase", code.take_back, name="code_erase"),
]
