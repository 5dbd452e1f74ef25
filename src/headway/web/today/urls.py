"""The address of the start page."""

from django.urls import path

from headway.web.today import views

urlpatterns = [path("", views.today, name="today")]
