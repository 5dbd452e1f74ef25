"""The addresses of the levers and of their scenarios."""

from django.urls import path

from headway.web.levers import views

urlpatterns = [
    path("levers", views.levers, name="levers"),
    path("levers/keep", views.keep, name="levers_keep"),
    path("levers/efforts", views.efforts, name="lever_efforts"),
    path("levers/scenarios", views.scenarios, name="scenarios"),
    path("levers/scenarios/<int:scenario_id>/drop", views.drop, name="scenario_drop"),
]
