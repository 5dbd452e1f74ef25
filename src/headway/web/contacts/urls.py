"""The addresses of contacts."""

from django.urls import path

from headway.web.contacts import views

urlpatterns = [
    path("contacts/new", views.contact_new, name="contact_new"),
    path("contacts/<int:contact_id>/edit", views.contact_edit, name="contact_edit"),
    path("contacts/<int:contact_id>/undo", views.contact_undo, name="contact_undo"),
]
