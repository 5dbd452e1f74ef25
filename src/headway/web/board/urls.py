"""The addresses of the numbers."""

from django.urls import path

from headway.web.board import ask_views, views

urlpatterns = [
    path("ask", ask_views.ask, name="ask"),
    path("numbers", views.board, name="board"),
    path("numbers/<slug:name>", views.metric, name="metric"),
    path("numbers/<slug:name>/rows", views.rows, name="rows"),
]
