"""The addresses of contacts."""

from django.urls import path

from headway.web.contacts import queue_views, several_views, views

urlpatterns = [
    path("queue", queue_views.queue, name="queue"),
    path("contacts/new", views.contact_new, name="contact_new"),
    path("contacts/new/several", several_views.contacts_several, name="contacts_several"),
    path("contacts/<int:contact_id>/edit", views.contact_edit, name="contact_edit"),
    path("contacts/<int:contact_id>/undo", views.contact_undo, name="contact_undo"),
]
