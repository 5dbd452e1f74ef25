"""The first page of an empty installation: there for whoever has the key, once."""

import re

import pytest
from django.conf import settings

from headway.web.models import AuditEntry, Company, Currency, Funnel, Role, User

pytestmark = pytest.mark.django_db
ANSWERS = {
    "company": "Pump Ltd",
    "country": "HU",
    "currency": "HUF",
    "time_zone": "Europe/Budapest",
    "language": "en",
    "name": "Alice",
    "email": "Alice@Example.com",
    "password": "correct horse battery",
}


@pytest.fixture(autouse=True)
def key():
    """The key as it was printed."""
    path = settings.ENVIRONMENT.data / "setup.key"
    path.write_text("open-sesame")
    yield path
    path.unlink(missing_ok=True)


def test_the_key_founds_the_company_and_signs_its_owner_in(client, key):
    answer = client.post("/setup/open-sesame", ANSWERS)
    alice, company = User.objects.get(), Company.objects.get()
    assert (answer.status_code, answer.url) == (302, "/")
    assert (alice.email, alice.role, alice.check_password(ANSWERS["password"])) == (
        "alice@example.com",
        Role.OWNER,
        True,
    )
    assert (company.name, company.currency, company.time_zone) == ("Pump Ltd", Currency("HUF", 0), "Europe/Budapest")
    assert client.session["_auth_user_id"] == str(alice.pk)
    assert AuditEntry.objects.get().actor == alice
    assert not key.exists()


def test_only_countries_are_offered(client):
    page = client.get("/setup/open-sesame").content.decode()
    assert 'value="HU"' in page
    assert not re.findall(r'value="(?:XA|XB|ZZ|EU|EZ|UN|QO)"', page)


def test_there_is_a_funnel_to_begin_with(client):
    client.post("/setup/open-sesame", ANSWERS)
    funnel = Funnel.objects.get(is_default=True)
    places = funnel.versions.get().places.values_list("stage__name", "stage__phase")
    assert list(places) == [
        ("New", "lead"),
        ("Need clear", "lead"),
        ("Offer sent", "opportunity"),
        ("Negotiation", "opportunity"),
        ("Won", "won"),
    ]


@pytest.mark.parametrize("path", ["/setup/guessed", "/setup/"])
def test_without_the_key_the_page_does_not_exist(client, path):
    assert client.get(path).status_code == 404


def test_without_a_key_file_nothing_opens_it(client, key):
    key.unlink()
    assert client.get("/setup/open-sesame").status_code == 404


def test_where_there_is_a_company_the_page_does_not_exist(client, company):
    assert client.get("/setup/open-sesame").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "short"), ("email", "alice"), ("company", ""), ("currency", "XXX"), ("time_zone", "Mars/Base")],
)
def test_what_makes_no_sense_is_asked_again(client, field, value):
    answer = client.post("/setup/open-sesame", ANSWERS | {field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Company.objects.exists()


@pytest.mark.parametrize(("language", "offered"), [("en", "EUR"), ("ru", "RUB"), ("hu", "HUF")])
def test_it_offers_what_is_usual_for_the_language(client, language, offered):
    page = client.get("/setup/open-sesame", headers={"accept-language": language})
    assert page.context["form"].initial["currency"] == offered
