"""The addresses of deals."""

from django.urls import path

from headway.web.deals import views

urlpatterns = [
    path("deals", views.deals, name="deals"),
    path("deals/<int:deal_id>", views.deal, name="deal"),
    path("deals/<int:deal_id>/move", views.deal_move, name="deal_move"),
    path("deals/<int:deal_id>/name", views.deal_name, name="deal_name"),
    path("deals/<int:deal_id>/owner", views.deal_owner, name="deal_owner"),
    path("deals/<int:deal_id>/value", views.deal_value, name="deal_value"),
    path("deals/<int:deal_id>/expected", views.deal_expected, name="deal_expected"),
]
