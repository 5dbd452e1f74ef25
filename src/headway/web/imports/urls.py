"""The addresses of imports."""

from django.urls import path

from headway.web.imports.pages import mapping_views, views

urlpatterns = [
    path("imports", views.imports, name="imports"),
    path("imports/<int:run_id>", views.import_run, name="import_run"),
    path("imports/<int:run_id>/reading", mapping_views.import_reading, name="import_reading"),
    path("imports/<int:run_id>/mapping", mapping_views.import_mapping, name="import_mapping"),
    path("imports/<int:run_id>/mapping/text", mapping_views.import_mapping_text, name="import_mapping_text"),
    path("imports/<int:run_id>/mapping/load", mapping_views.import_mapping_load, name="import_mapping_load"),
    path("imports/<int:run_id>/mapping/save", mapping_views.import_mapping_save, name="import_mapping_save"),
    path("imports/<int:run_id>/look", mapping_views.import_look, name="import_look"),
    path("imports/<int:run_id>/start", views.import_start, name="import_start"),
    path("imports/<int:run_id>/cancel", views.import_cancel, name="import_cancel"),
    path("imports/<int:run_id>/reopen", views.import_reopen, name="import_reopen"),
    path("imports/<int:run_id>/discard", views.import_discard, name="import_discard"),
    path("imports/<int:run_id>/take-back", views.import_take_back, name="import_take_back"),
    path("imports/<int:run_id>/progress", views.import_progress, name="import_progress"),
    path("imports/<int:run_id>/rows/<str:which>.csv", views.import_rows, name="import_rows"),
]
