"""The addresses of the evening review."""

from django.urls import path

from headway.web.review import views

urlpatterns = [
    path("review", views.review, name="review"),
    path("review/deals", views.review_deals, name="review_deals"),
]
