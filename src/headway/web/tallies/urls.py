"""The addresses of tallies."""

from django.urls import path

from headway.web.tallies import views

urlpatterns = [
    path("tally", views.tally, name="tally"),
    path("tally/<int:kind_id>", views.count, name="tally_count"),
    path("tally/undo/<uuid:uid>", views.undo, name="tally_undo"),
    path("tally/correct", views.correct, name="tally_correct"),
    path("tally/kinds", views.kinds, name="tally_kinds"),
    path("tally/kinds/<int:kind_id>", views.kind, name="tally_kind"),
]
