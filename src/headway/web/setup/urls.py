"""The address of the first page."""

from django.urls import path

from headway.web.setup import views

urlpatterns = [path("setup/<str:token>", views.setup, name="setup")]
