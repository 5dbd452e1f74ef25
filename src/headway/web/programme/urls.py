"""The addresses of the programme."""

from django.urls import path

from headway.web.programme import views

urlpatterns = [
    path("programme", views.programme, name="programme"),
    path("programme/start", views.start, name="programme_start"),
    path("programme/end", views.end, name="programme_end"),
    path("programme/write", views.write, name="programme_write"),
    path("programme/file", views.file, name="programme_file"),
    path("programme/weeks/<int:number>/done", views.done, name="programme_done"),
    path("programme/weeks/<int:number>/undone", views.undone, name="programme_undone"),
]
