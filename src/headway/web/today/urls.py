"""The addresses of the start page and of a rep's day."""

from django.urls import path

from headway.web.today import day, views

urlpatterns = [
    path("", views.today, name="today"),
    path("day", day.plan_of_day, name="rep_day"),
]
