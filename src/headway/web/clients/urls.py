"""The addresses of clients."""

from django.urls import path

from headway.web.clients import views

urlpatterns = [
    path("clients", views.clients, name="clients"),
    path("clients/<int:client_id>", views.client, name="client"),
    path("clients/<int:client_id>/edit", views.client_edit, name="client_edit"),
]
