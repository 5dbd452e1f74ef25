"""The addresses of norms."""

from django.urls import path

from headway.web.norms import views

urlpatterns = [
    path("norms", views.norms, name="norms"),
    path("norms/won", views.norms_won, name="norms_won"),
    path("norms/open", views.norms_open, name="norms_open"),
]
