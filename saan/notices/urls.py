"""Where notices are read."""
from django.urls import path

from saan.notices import views

urlpatterns = [
    path("inbox", views.mine, name="inbox"),
    path("inbox/read", views.read, name="inbox_read"),
    path("outbox", views.sent, name="outbox"),
]
