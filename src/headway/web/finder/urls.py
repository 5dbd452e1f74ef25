"""The address of the finder."""

from django.urls import path

from headway.web.finder import views

urlpatterns = [path("find", views.find, name="find")]
