"""The addresses of who referred what."""

from django.urls import path

from headway.web.referrals import views

urlpatterns = [
    path("deals/<int:deal_id>/referrer", views.deal_referrer, name="deal_referrer"),
    path("clients/<int:client_id>/referrer", views.client_referrer, name="client_referrer"),
]
