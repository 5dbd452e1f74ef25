"""The addresses of planning backwards."""

from django.urls import path

from headway.web.plan import views

urlpatterns = [
    path("plan", views.plan, name="plan"),
    path("plan/adopt", views.adopt_plan, name="plan_adopt"),
    path("plan/<int:plan_id>/drop", views.drop_plan, name="plan_drop"),
]
