"""The addresses of the company's settings and of its exchange rates."""

from django.urls import path

from headway.web.company import rate_views, views

urlpatterns = [
    path("company", views.company, name="company"),
    path("company/rates", rate_views.rates, name="rates"),
    path("company/rates/<int:rate_id>", rate_views.rate, name="rate"),
    path("company/rates/<int:rate_id>/remove", rate_views.rate_remove, name="rate_remove"),
]
