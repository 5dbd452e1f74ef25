"""What each user lets be sent to them."""

import pytest

from headway.web.models import User


def _of(user):
    return User.objects.values_list("reminds_by_mail", "review_hour").get(pk=user.pk)


@pytest.mark.parametrize(("who", "takes_the_review"), [("alice", True), ("carol", True), ("ann", True), ("bob", False)])
def test_everybody_asks_for_reminders_and_the_evening_review_is_for_those_who_read_it(
    browser, request, who, takes_the_review
):
    user = request.getfixturevalue(who)
    browser(user).post("/profile/reminders", {"reminds_by_mail": "on", "review_hour": "18"})
    assert _of(user) == (True, 18 if takes_the_review else None)
    assert ('name="review_hour"' in browser(user).get("/profile").text) is takes_the_review


def test_they_are_taken_back(browser, carol):
    browser(carol).post("/profile/reminders", {"reminds_by_mail": "on", "review_hour": "0"})
    assert _of(carol) == (True, 0)
    browser(carol).post("/profile/reminders", {"review_hour": ""})
    assert _of(carol) == (False, None)


def test_an_hour_that_is_none_changes_nothing(browser, carol):
    browser(carol).post("/profile/reminders", {"review_hour": "18"})
    browser(carol).post("/profile/reminders", {"review_hour": "24"})
    assert _of(carol) == (False, 18)


def test_the_page_says_where_no_mail_is_sent(browser, bob, settings):
    assert "sends no mail yet" not in browser(bob).get("/profile").text
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "sends no mail yet" in browser(bob).get("/profile").text


def test_the_address_of_the_calendar_is_shown_to_its_owner_alone(browser, bob, carol):
    browser(bob).post("/profile/calendar")
    key = User.objects.get(pk=bob.pk).calendar_key
    assert f"http://127.0.0.1:8000/calendar/{key}.ics" in browser(bob).get("/profile").text
    assert key not in browser(carol).get("/profile").text
