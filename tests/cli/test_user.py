"""`headway user`: accounts from the machine itself."""

import io

import pytest

from headway.cli import main, user
from headway.web.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installation(monkeypatch):
    monkeypatch.setattr(user, "open_installation", lambda: None)


@pytest.fixture
def typed(monkeypatch):
    """What comes through a pipe."""

    def type_in(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return type_in


def test_the_list_shows_who_is_what(alice, bob, capsys):
    bob.is_active = False
    bob.save()
    assert main(["user"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "alice@example.com  Alice (owner)",
        "bob@example.com    Bob (rep, North, cannot sign in)",
    ]


def test_an_added_user_can_sign_in_and_is_in_the_audit_trail(company, north, typed):
    typed("correct horse battery\n")
    assert main(["user", "add", "Dan@Example.com", "--name", "Dan", "--role", "head", "--team", "North"]) == 0
    dan = User.objects.get(email="dan@example.com")
    assert (dan.name, dan.role, dan.team, dan.check_password("correct horse battery")) == (
        "Dan",
        Role.HEAD,
        north,
        True,
    )
    assert dan.memberships.get().team == north
    assert AuditEntry.objects.get(noun="user").verb == "add"


@pytest.mark.parametrize(
    ("words", "password", "sentence"),
    [
        (["add", "bob@example.com", "--name", "Bob"], "", "bob@example.com has an account already."),
        (["add", "dan@example.com", "--name", "Dan", "--role", "head"], "", "A head of sales leads a team."),
        (
            ["add", "dan@example.com", "--name", "Dan", "--team", "East"],
            "",
            "There is no team 'East'. Those there are: North",
        ),
        (["add", "dan@example.com", "--name", "Dan"], "short\n", "This password is too short."),
        (["password", "dan@example.com"], "", "Nobody has the e-mail dan@example.com."),
        (["password", "bob@example.com"], "password123\n", "This password is too common."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(bob, typed, capsys, words, password, sentence):
    typed(password)
    assert main(["user", *words]) == 2
    assert capsys.readouterr().err.startswith(f"headway: {sentence}")
    assert User.objects.count() == 1
    assert bob.check_password("correct horse battery")


def test_there_is_no_account_without_a_company(db, capsys):
    assert main(["user", "add", "dan@example.com", "--name", "Dan", "--generate"]) == 2
    assert "There is no company yet." in capsys.readouterr().err


def test_a_generated_password_is_printed_and_works(bob, capsys):
    assert main(["user", "password", "bob@example.com", "--generate"]) == 0
    password = capsys.readouterr().out.split(": ")[1].strip()
    bob.refresh_from_db()
    assert bob.check_password(password)
