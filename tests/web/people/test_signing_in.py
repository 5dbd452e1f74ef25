"""Signing in and out: no open sign-up, the language of the page, and the limits on wrong passwords."""

import pytest


@pytest.mark.parametrize(
    ("own", "cookie", "browser_asks", "shown"),
    [
        ("hu", "ru", "en", "hu"),
        ("", "ru", "hu", "ru"),
        ("", "", "hu-HU,hu;q=0.9", "hu"),
        ("", "", "fr,ru;q=0.5", "ru"),
        ("", "", "fr", "ru"),
        ("", "xx", "", "ru"),
    ],
)
def test_the_language_is_the_reader_s_then_the_cookie_s_then_the_browser_s_then_the_company_s(
    client, bob, company, own, cookie, browser_asks, shown
):
    company.language = "ru"
    company.save()
    bob.language = own
    bob.save()
    client.force_login(bob)
    client.cookies["django_language"] = cookie
    assert client.get("/profile", headers={"Accept-Language": browser_asks}).headers["Content-Language"] == shown


def test_nobody_signs_up_by_themselves(client, company):
    page = client.get("/account/signup/")
    assert 'name="email"' not in page.text


def test_signing_in_and_out(client, bob):
    answer = client.post("/account/login/", {"login": "Bob@example.com", "password": "correct horse battery"})
    assert answer.headers["Location"] == "/"
    assert "Sign out?" in client.get("/account/logout/").text
    client.post("/account/logout/")
    assert client.get("/").headers["Location"].startswith("/account/login/")


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client, bob):
    for email in ("bob@example.com", "nobody@example.com"):
        page = client.post("/account/login/", {"login": email, "password": "wrong"})
        assert "not correct" in page.text


@pytest.mark.parametrize("address", ["/account/password/change/", "/account/2fa/", "/account/email/"])
def test_the_pages_of_an_account_stand_in_our_frame(client, bob, address):
    client.post("/account/login/", {"login": bob.email, "password": "correct horse battery"})
    page = client.get(address, follow=True)
    assert page.status_code == 200
    assert 'class="frame"' in page.text


def test_a_page_needs_no_script_of_its_own_inside(client, bob):
    """The content security policy forbids inline scripts, so none may be there to fail."""
    client.force_login(bob)
    for address in ("/", "/contacts/new", "/clients", "/deals", "/profile"):
        page = client.get(address).text
        assert "<script>" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert "script-src 'self'" in client.get(address).headers["Content-Security-Policy"]
