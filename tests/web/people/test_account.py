"""The addresses one signs in with are in the audit trail; and who sets a new password where no mail is sent."""

import re
from itertools import pairwise

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail

from headway.web.models import AuditEntry

NO_SERVER = "django.core.mail.backends.dummy.EmailBackend"


@pytest.fixture
def bobs(client, bob):
    """Signed in a moment ago, as changes of an account want it."""
    client.post("/account/login/", {"login": bob.email, "password": "correct horse battery"})
    return client


def _changes():
    entries = AuditEntry.objects.filter(noun="user", verb="change").order_by("pk")
    return [(entry.actor.name, entry.before, entry.after) for entry in entries]


def test_an_address_that_is_added_made_the_first_and_removed_is_in_the_audit_trail(bobs, bob):
    bobs.post("/account/email/", {"action_add": "", "email": "Robert@Example.com"})
    bobs.post("/account/email/", {"action_primary": "", "email": "robert@example.com"})
    bobs.post("/account/email/", {"action_remove": "", "email": "bob@example.com"})
    bob.refresh_from_db()
    assert bob.email == "robert@example.com"
    states = [
        {"email": "bob@example.com", "further_emails": []},
        {"email": "bob@example.com", "further_emails": ["robert@example.com"]},
        {"email": "robert@example.com", "further_emails": ["bob@example.com"]},
        {"email": "robert@example.com", "further_emails": []},
    ]
    assert _changes() == [("Bob", *pair) for pair in pairwise(states)]


def test_an_address_that_becomes_the_first_by_its_link_is_in_the_audit_trail(client, bob):
    address = EmailAddress.objects.create(user=bob, email="robert@example.com")
    client.post(f"/account/confirm-email/{EmailConfirmationHMAC(address).key}/")
    before = {"email": "bob@example.com", "further_emails": ["robert@example.com"]}
    after = {"email": "robert@example.com", "further_emails": []}
    assert _changes() == [("Bob", before, after)]


def test_looking_and_what_is_refused_leave_no_trace(bobs, eve):
    bobs.get("/account/email/")
    bobs.post("/account/email/", {"action_add": "", "email": "nonsense"})
    bobs.post("/account/email/", {"action_add": "", "email": eve.email})
    assert _changes() == []


def test_without_mail_the_one_who_helps_is_named_and_no_link_promised(client, bob, settings):
    settings.EMAIL_BACKEND = NO_SERVER
    page = client.get("/account/login/").text
    assert "/account/password/reset/" not in page
    assert "The owner makes you a link for a new one on the page People" in page
    reset = client.post("/account/password/reset/", {"email": bob.email})
    assert "The owner makes you a link" in reset.text
    assert 'name="email"' not in reset.text


def test_with_mail_a_new_password_comes_by_a_link(client, bob):
    assert "/account/password/reset/" in client.get("/account/login/").text
    client.post("/account/password/reset/", {"email": bob.email})
    (sent,) = mail.outbox
    (link,) = re.findall(r"http://testserver(/account/password/reset/key/\S+)", sent.body)
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "tall green ladders", "password2": "tall green ladders"})
    bob.refresh_from_db()
    assert bob.check_password("tall green ladders")
