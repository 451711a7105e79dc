"""Where the page of areas stands."""
from django.urls import path

from saan.areas import views

urlpatterns = [path("areas", views.areas, name="areas")]
