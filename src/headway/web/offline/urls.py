"""The addresses of what a phone installs and keeps."""

from django.urls import path

from headway.web.offline import views

urlpatterns = [
    path("offline", views.offline, name="offline"),
    path("offline/copy", views.copy, name="offline_copy"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("service-worker.js", views.service_worker, name="service_worker"),
]
