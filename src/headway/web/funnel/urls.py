"""The addresses of the funnel."""

from django.urls import path

from headway.web.funnel import further_views, views

urlpatterns = [
    path("funnel", views.funnel, name="funnel"),
    path("funnel/rows", views.funnel_rows, name="funnel_rows"),
    path("funnel/flow", further_views.flow, name="funnel_flow"),
    path("funnel/times", further_views.times, name="funnel_times"),
    path("funnel/cohorts", further_views.cohorts, name="funnel_cohorts"),
    path("funnel/cohorts/rows", further_views.cohort_rows, name="funnel_cohort_rows"),
]
