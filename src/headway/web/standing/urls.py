"""The addresses of where we stand."""

from django.urls import path

from headway.web.standing import views

urlpatterns = [
    path("standing", views.standing, name="standing"),
    path("standing/aims/<int:aim_id>/end", views.end, name="aim_end"),
    path("standing/indicators/<slug:name>/take", views.take, name="indicator_take"),
    path("standing/first", views.first, name="standing_first"),
    path("standing/mail", views.mail, name="standing_mail"),
]
