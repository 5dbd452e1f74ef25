"""The addresses of sources and their costs."""

from django.urls import path

from headway.web.sources import views

urlpatterns = [
    path("sources", views.sources, name="sources"),
    path("sources/<int:source_id>", views.source, name="source"),
    path("sources/<int:source_id>/costs", views.cost_new, name="cost_new"),
    path("sources/<int:source_id>/costs/<int:cost_id>", views.cost, name="cost"),
    path("sources/<int:source_id>/costs/<int:cost_id>/remove", views.cost_remove, name="cost_remove"),
]
