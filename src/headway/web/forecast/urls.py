"""The addresses of forecasts."""

from django.urls import path

from headway.web.forecast import views

urlpatterns = [
    path("forecast", views.forecast, name="forecast"),
    path("forecast/keep", views.keep, name="forecast_keep"),
    path("forecast/kept", views.kept, name="forecast_kept"),
]
