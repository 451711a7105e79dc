"""Where the pages of places stand."""
from django.urls import path

from saan.places import views

urlpatterns = [
    path("places", views.places, name="places"),
    path("places/new", views.new, name="new_place"),
    path("places/waiting", views.waiting, name="waiting_places"),
    path("places/<int:number>", views.place, name="place"),
    path("places/<int:number>/edit", views.edit, name="edit_place"),
    path("places/<int:number>/act", views.act, name="act_on_place"),
]
