"""The address of the mail server: what it says, and the sentence where it makes no sense."""

import pytest

from headway.web.environment import EnvironmentProblem, read_environment


def _server(url):
    return read_environment({"HEADWAY_EMAIL_URL": url}).mail_server


def test_without_it_there_is_no_server():
    assert read_environment({}).mail_server is None


@pytest.mark.parametrize(
    ("url", "host", "port", "from_the_start", "begun"),
    [
        ("smtp://bob%40example.com:x@mail.example.com", "mail.example.com", 587, False, True),
        ("smtps://bob%40example.com:x@mail.example.com", "mail.example.com", 465, True, False),
        ("smtp://localhost:25?tls=no&from=bob@example.com", "localhost", 25, False, False),
    ],
)
def test_the_scheme_says_how_the_connection_is_kept_private(url, host, port, from_the_start, begun):
    server = _server(url)
    assert (server.host, server.port, server.is_tls_from_the_start, server.is_tls_begun, server.sender) == (
        host,
        port,
        from_the_start,
        begun,
        "bob@example.com",
    )


def test_signs_of_the_password_are_decoded_and_the_sender_can_be_another():
    server = _server("smtp://bob%40example.com:p%40ss%2Fword@mail.example.com:2525?from=sales@example.com")
    assert (server.user, server.password, server.port) == ("bob@example.com", "p@ss/word", 2525)
    assert server.sender == "sales@example.com"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mail.example.com", "HEADWAY_EMAIL_URL must look like smtp://user:password@host:587"),
        ("http://bob:secret@mail.example.com", "HEADWAY_EMAIL_URL must look like smtp://user:password@host:587"),
        ("smtp://[mail/secret", "HEADWAY_EMAIL_URL must look like smtp://user:password@host:587"),
        ("smtp://bob:secret@mail.example.com", "HEADWAY_EMAIL_URL names no sender; add ?from=sales@example.com to it."),
        ("smtp://b%40x.com:secret@mail:99999", "HEADWAY_EMAIL_URL names no port that can be"),
        (
            "smtp://b%40x.com:secret@mail?tsl=no",
            "HEADWAY_EMAIL_URL knows no 'tsl' behind its ?; there are",
        ),
        ("smtp://b%40x.com:secret@mail?tls=perhaps", "HEADWAY_EMAIL_URL has tls that is neither yes nor no."),
    ],
)
def test_nonsense_stops_with_a_sentence_that_does_not_give_the_password_away(url, sentence):
    with pytest.raises(EnvironmentProblem) as trouble:
        _server(url)
    assert str(trouble.value).startswith(sentence)
    assert "secret" not in str(trouble.value)
