"""What allauth says is said in Headway's own words, where its own would not fit."""

from pathlib import Path

import allauth
import pytest
from babel.messages.mofile import read_mo

from headway.web.people.borrowed import BORROWED


@pytest.mark.parametrize("text", BORROWED)
def test_a_text_that_is_borrowed_is_still_said_by_allauth(text):
    with (Path(allauth.__file__).parent / "locale/hu/LC_MESSAGES/django.mo").open("rb") as compiled:
        assert read_mo(compiled).get(text) is not None


@pytest.mark.django_db
def test_whoever_signs_in_in_hungarian_is_addressed_as_on_every_other_page(client, alice):
    page = client.get("/account/login/", headers={"accept-language": "hu"}).text
    assert "Elfelejtette a jelszavát?" in page
    assert "Elfelejtetted" not in page
