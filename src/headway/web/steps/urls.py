"""The addresses of next steps and of their calendar."""

from django.urls import path

from headway.web.steps import feed, views

urlpatterns = [
    path("steps", views.steps, name="steps"),
    path("steps/new", views.step_new, name="step_new"),
    path("steps/due", feed.due, name="steps_due"),
    path("steps/<int:step_id>", views.step, name="step"),
    path("steps/<int:step_id>/move", views.step_move, name="step_move"),
    path("steps/<int:step_id>/drop", views.step_drop, name="step_drop"),
    path("steps/<int:step_id>/reopen", views.step_reopen, name="step_reopen"),
    path("calendar/<str:key>.ics", feed.calendar, name="calendar_feed"),
]
