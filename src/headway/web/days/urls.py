"""The addresses of working days."""

from django.urls import path

from headway.web.days import settling, views

urlpatterns = [
    path("working-days", views.working_days, name="working_days"),
    path("working-days/absences", views.absence, name="absence_new"),
    path("working-days/absences/<uuid:uid>/remove", views.remove, name="absence_remove"),
    path("working-days/day", settling.day, name="working_day"),
    path("working-days/week", settling.week, name="working_week"),
    path("working-days/people/<int:user_id>/week", settling.own_week, name="own_week"),
    path("working-days/people/<int:user_id>/week/<int:week_id>/remove", settling.remove_own, name="own_week_remove"),
]
