"""The addresses of profiles, users and teams."""

from django.urls import path

from headway.web.people import account, reminders, views

urlpatterns = [
    # In front of allauth's own, which they call.
    path("account/email/", account.email, name="account_email"),
    path("account/confirm-email/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path("appearance", views.appearance, name="appearance"),
    path("profile", views.profile, name="profile"),
    path("profile/reminders", reminders.reminders, name="reminders"),
    path("profile/calendar", reminders.calendar, name="calendar_key"),
    path("people", views.people, name="people"),
    path("people/new", views.person_new, name="person_new"),
    path("people/<int:user_id>", views.person, name="person"),
    path("people/<int:user_id>/invite", views.person_invite, name="person_invite"),
    path("people/teams/new", views.team, name="team_new"),
    path("people/teams/<int:team_id>", views.team, name="team"),
]
