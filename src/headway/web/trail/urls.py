"""The addresses of the audit trail."""

from django.urls import path

from headway.web.trail import views

urlpatterns = [
    path("trail", views.trail, name="trail"),
    path("trail/<str:noun>/<int:noun_id>", views.trail, name="trail_of"),
]
