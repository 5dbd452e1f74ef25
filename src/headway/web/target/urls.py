"""The addresses of targets."""

from django.urls import path

from headway.web.target import views

urlpatterns = [
    path("targets", views.targets, name="targets"),
    path("targets/fill", views.fill, name="targets_fill"),
    path("targets/approve", views.approve, name="targets_approve"),
    path("targets/drop", views.drop, name="targets_drop"),
    path("targets/file", views.take_file, name="targets_file"),
]
