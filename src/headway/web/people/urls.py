"""The addresses of profiles, users and teams."""

from django.urls import path

from headway.web.people import views

urlpatterns = [
    path("appearance", views.appearance, name="appearance"),
    path("profile", views.profile, name="profile"),
    path("people", views.people, name="people"),
    path("people/new", views.person_new, name="person_new"),
    path("people/<int:user_id>", views.person, name="person"),
    path("people/<int:user_id>/invite", views.person_invite, name="person_invite"),
    path("people/teams/new", views.team, name="team_new"),
    path("people/teams/<int:team_id>", views.team, name="team"),
]
