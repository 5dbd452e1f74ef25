"""The addresses of the buying committee of a deal."""

from django.urls import path

from headway.web.committee import views

urlpatterns = [
    path("deals/<int:deal_id>/committee", views.committee, name="committee"),
    path("deals/<int:deal_id>/committee/add", views.committee_add, name="committee_add"),
    path("deals/<int:deal_id>/committee/<int:person_id>", views.committee_change, name="committee_change"),
    path("deals/<int:deal_id>/committee/<int:person_id>/position", views.committee_position, name="committee_position"),
    path("deals/<int:deal_id>/committee/<int:person_id>/remove", views.committee_remove, name="committee_remove"),
]
