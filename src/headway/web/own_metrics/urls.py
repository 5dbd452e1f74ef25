"""The addresses of the company's own metrics."""

from django.urls import path

from headway.web.own_metrics import views

urlpatterns = [
    path("own-metrics", views.metrics, name="own_metrics"),
    path("own-metrics/new", views.new, name="own_metric_new"),
    path("own-metrics/preview", views.preview, name="own_metric_preview"),
    path("own-metrics/<slug:name>", views.metric, name="own_metric"),
    path("own-metrics/<slug:name>/remove", views.remove, name="own_metric_remove"),
]
