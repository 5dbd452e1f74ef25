"""The addresses of clients."""

from django.urls import path

from headway.web.clients import merging, persons, views

urlpatterns = [
    path("clients", views.clients, name="clients"),
    path("clients/<int:client_id>", views.client, name="client"),
    path("clients/<int:client_id>/edit", views.client_edit, name="client_edit"),
    path("clients/<int:client_id>/merge", merging.client_merge, name="client_merge"),
    path("clients/<int:client_id>/part", merging.client_part, name="client_part"),
    path("clients/<int:client_id>/persons/new", persons.person_new, name="person_new"),
    path("clients/<int:client_id>/persons/<int:person_id>", persons.person_edit, name="person_edit"),
    path("clients/<int:client_id>/persons/<int:person_id>/remove", persons.person_remove, name="person_remove"),
    path("clients/<int:client_id>/persons/<int:person_id>/return", persons.person_return, name="person_return"),
]
