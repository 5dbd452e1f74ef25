"""The addresses of the funnel."""

from django.urls import path

from headway.web.funnel import views

urlpatterns = [
    path("funnel", views.funnel, name="funnel"),
    path("funnel/rows", views.funnel_rows, name="funnel_rows"),
]
