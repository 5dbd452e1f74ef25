"""The address of the company's settings."""

from django.urls import path

from headway.web.company import views

urlpatterns = [path("company", views.company, name="company")]
