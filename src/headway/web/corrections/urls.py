"""The address of corrections of many contacts."""

from django.urls import path

from headway.web.corrections import views

urlpatterns = [path("contacts/correct", views.corrections, name="corrections")]
