"""The addresses of the evening review, and of what is said about a contact."""

from django.urls import path

from headway.web.review import talk, views

urlpatterns = [
    path("review", views.review, name="review"),
    path("review/deals", views.review_deals, name="review_deals"),
    path("review/contacts", views.review_contacts, name="review_contacts"),
    path("review/questions", views.review_questions, name="review_questions"),
    path("review/contacts/<int:contact_id>", talk.contact_talk, name="contact_talk"),
]
