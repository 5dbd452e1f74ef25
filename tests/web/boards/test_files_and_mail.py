"""A board taken along: CSV, XLSX, PDF, and the weekly mail with its pictures."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client as Browser
from django.utils import timezone, translation
from openpyxl import load_workbook

from headway.web.boards import files, writing
from headway.web.boards.files import asked_board, csv_of, pdf_of, xlsx_of
from headway.web.boards.goals import goal_told
from headway.web.boards.holders import holder_told
from headway.web.boards.jobs import send_boards
from headway.web.boards.paper import pictures_of
from headway.web.boards.picks import Pick
from headway.web.jobs import queue
from headway.web.log import book_sale
from headway.web.models import BoardMail, BoardMetric, Currency, Deal, OwnMetric, User
from headway.web.own.keeping import add_metric, remove_metric
from headway.web.own.known import own_metrics
from headway.web.own.reading import definition_told
from tests.web.diary import told

CONTACTS = Pick(metric="contacts", period="2024-05", compare="2024-04")
MEETINGS = {"trait": "kind", "test": "is", "values": ["meeting"]}
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def board(asks, alice):
    """Alice's board with contacts of May beside April, and a goal of ten a month."""
    asker, holder = asks(alice), holder_told(alice, "mine")
    tile = writing.add_tile(asker, holder, CONTACTS)
    writing.set_goal(asker, tile, goal_told(asker, writing.find_metric("contacts"), value="10", every="month"))
    return asked_board(asker, holder)


def _rows(board):
    return list(csv.DictReader(io.StringIO(csv_of(board).decode("utf-8-sig"))))


def test_csv_holds_exact_values_and_days_that_are_both_included(board):
    """Five in the fifteen days of May that have been, one in the thirty of April."""
    row = _rows(board)[-1]
    wanted = {
        "metric": "contacts", "from": "2024-05-01", "until": "2024-05-31", "value": "5", "unit": "count",
        "compared_from": "2024-04-01", "compared_until": "2024-04-30", "compared": "1", "changed": "4",
        "beyond_chance": "yes", "goal": "10", "goal_every": "month", "goal_by": "", "problem": "",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_a_share_brings_its_counts_and_its_interval(asks, alice):
    asker, holder = asks(alice), holder_told(alice, "company")
    writing.add_tile(asker, holder, replace(CONTACTS, metric="effective_share"))
    row = _rows(asked_board(asker, holder))[-1]
    assert (row["value"], row["of"], row["per"]) == ("0.8", "4", "5")
    low, high = (Decimal(row[end]).quantize(Decimal("0.0001")) for end in ("low", "high"))
    # Wilson's interval of 4 of 5.
    assert (low, high) == (Decimal("0.3755"), Decimal("0.9638"))


def test_money_that_was_divided_has_no_more_digits_than_say_something(asks, alice, bob, now):
    """Three sales of 100.00, 100.00 and 100.01: 100.003333... each."""
    euro = Currency.objects.get(code="EUR")
    for name, amount in (("pump", 10_000), ("tank", 10_000), ("pipe", 10_001)):
        deal = Deal.objects.get(name=name)
        book_sale(deal.client, deal=deal, rep=bob, amount=amount, currency=euro, sold_on=now.date(), by=bob, now=now)
    asker, holder = asks(alice), holder_told(alice, "company")
    writing.add_tile(asker, holder, replace(CONTACTS, metric="average_sale"))
    assert _rows(asked_board(asker, holder))[-1]["value"] == "100.003333"


def test_the_workbook_holds_the_same_as_numbers_and_no_formula(board, alice, asks):
    User.objects.filter(name="Bob").update(name="=1+1")
    asker, holder = asks(alice), holder_told(alice, "mine")
    writing.add_tile(asker, holder, replace(CONTACTS, filters={"rep": ["=1+1"]}))
    board = asked_board(asker, holder)
    sheet = load_workbook(io.BytesIO(xlsx_of(board))).active
    heads, *rows = list(sheet.iter_rows())
    names = [cell.value for cell in heads]
    read = [dict(zip(names, row, strict=True)) for row in rows]
    assert [each["metric"].value for each in read] == [each["metric"] for each in _rows(board)]
    assert (read[-2]["value"].value, read[-2]["value"].data_type) == (5, "n")
    assert (read[-1]["narrowed"].value, read[-1]["narrowed"].data_type) == ("Rep: =1+1", "s")


@pytest.mark.parametrize("language", ["en", "ru", "hu"])
def test_paper_is_set_in_every_language_with_names_that_look_like_typesetting(board, language):
    with translation.override(language):
        narrowed = replace(board.told[-1], narrowed=('#panic("no") $x$ *b* \\ "Ő" Щ',))
        assert pdf_of(replace(board, told=[*board.told, narrowed])).startswith(b"%PDF-")


def test_each_line_is_a_picture(board):
    first, second = pictures_of([(1.0, 2.0, 3.0), (3.0, 3.0)])
    assert first.startswith(PNG)
    assert second.startswith(PNG)
    assert first != second
    assert pictures_of([]) == []


@pytest.fixture
def strike(monkeypatch, django_capture_on_commit_callbacks):
    """Let a minute strike, UTC; the worker delivers at once."""
    monkeypatch.setattr(queue, "runner", lambda: queue.run_job)

    def struck(moment):
        with django_capture_on_commit_callbacks(execute=True):
            send_boards(datetime.fromisoformat(moment).replace(tzinfo=UTC))

    return struck


def test_a_board_comes_once_on_its_morning_with_pictures_paper_and_table(board, asks, alice, strike):
    """Budapest is two hours ahead: its seven o'clock is five in London. The 20th is a Monday."""
    writing.send_weekly(asks(alice), holder_told(alice, "mine"), 0)
    for moment in ("2024-05-20T04:59", "2024-05-21T06:00", "2024-05-20T18:00"):
        strike(moment)
    assert mail.outbox == []
    strike("2024-05-20T05:00")
    strike("2024-05-20T05:01")
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["alice@example.com"], "My board, May\u00a020,\u00a02024".replace("\u00a0", " "))
    html = sent.alternatives[0][0]
    assert "Contacts" in html
    assert "Contacts: 5" in sent.body
    for words in (html, sent.body):
        assert "May 1 – 20, 2024 so far, compared with Apr 1 – 20, 2024" in words.replace("\xa0", " ")
    parts = {part.get_filename(): part for part in sent.attachments}
    pictures = [part for part in sent.attachments if part.get_content_type() == "image/png"]
    assert pictures
    for part in pictures:
        assert f'src="cid:{part["Content-ID"].strip("<>")}"' in html
        assert part.get_payload(decode=True).startswith(PNG)
    assert parts["board-2024-05-20.pdf"].get_payload(decode=True).startswith(b"%PDF-")
    assert load_workbook(io.BytesIO(parts["board-2024-05-20.xlsx"].get_payload(decode=True)))


@pytest.fixture
def own_tile(asks, carol):
    """The board of Carol's team with a tile of the company's own: contacts face to face, one in May."""
    told_so = {"label": "Face to face", "of": {"facts": "contacts", "day": "happened_on", "where": [MEETINGS]}}
    add_metric(definition_told(asks(carol), told_so), by=carol, now=asks(carol).now)
    with own_metrics():
        return writing.add_tile(asks(carol), holder_told(carol, "team"), replace(CONTACTS, metric="face_to_face"))


def test_a_board_by_mail_knows_the_company_s_own_metrics(own_tile, asks, bob, strike):
    writing.send_weekly(asks(bob), holder_told(bob, "team"), 0)
    strike("2024-05-20T06:00")
    assert "Face to face: 1" in mail.outbox[0].body


def test_a_metric_that_is_taken_out_leaves_a_tile_that_says_so_until_it_is_taken_off(
    own_tile, asks, carol, bob, strike, api_of, headway
):
    gone = "“Face to face” was taken out of the numbers by Carol on May 15, 2024. Take this tile off the board."
    remove_metric(OwnMetric.objects.get(), by=carol, now=asks(carol).now)
    board = asked_board(asks(carol), holder_told(carol, "team"))
    row = _rows(board)[-1]
    assert (row["metric"], row["value"], told(row["problem"])) == ("face_to_face", "", gone)
    assert xlsx_of(board)
    assert pdf_of(board).startswith(b"%PDF-")
    writing.send_weekly(asks(bob), holder_told(bob, "team"), 0)
    strike("2024-05-20T06:00")
    assert gone in told(mail.outbox[0].body)
    tile = api_of(carol).get("/boards/team").json()["tiles"][-1]
    assert (tile["answer"], told(tile["problem"])) == (None, gone)
    assert gone in told(headway("board", "--board", "team", "--as", carol.email).out)
    browser = Browser()
    browser.force_login(carol)
    for page in ("/board?board=team", "/board/picking?board=team"):
        assert gone in told(browser.get(page).content.decode())
    assert browser.get(f"/board/tiles/{own_tile.pk}").status_code == 404
    assert browser.get(f"/board/tiles/{own_tile.pk}/look").status_code == 404
    browser.post(f"/board/tiles/{own_tile.pk}/remove")
    assert not BoardMetric.objects.filter(pk=own_tile.pk).exists()


def test_whoever_left_the_team_gets_its_board_no_longer(asks, carol, bob, south, strike):
    writing.begin(asks(carol), holder_told(carol, "team"))
    writing.send_weekly(asks(bob), holder_told(bob, "team"), 0)
    User.objects.filter(pk=bob.pk).update(team=south)
    strike("2024-05-20T06:00")
    assert mail.outbox == []


def test_a_mail_is_changed_and_ended_by_whoever_asked(asks, alice, bob):
    holder = holder_told(alice, "company")
    writing.send_weekly(asks(alice), holder, 0)
    writing.send_weekly(asks(bob), holder_told(bob, "company"), 4)
    writing.send_weekly(asks(alice), holder, 2)
    assert dict(BoardMail.objects.values_list("user__name", "weekday")) == {"Alice": 2, "Bob": 4}
    writing.send_weekly(asks(alice), holder, None)
    assert dict(BoardMail.objects.values_list("user__name", "weekday")) == {"Bob": 4}


def test_files_and_mail_say_of_when_facts_are_that_are_older_than_the_log(board, asks, bob, strike, monkeypatch):
    then, said = datetime(2024, 5, 15, 11, 58, tzinfo=UTC), "The numbers here are of May 15, 2024, 1:58 PM."
    assert "known_until" not in _rows(board)[-1]
    older = replace(board, known_until=then)
    assert _rows(older)[-1]["known_until"] == "2024-05-15T11:58:00+00:00"
    *_others, heading = next(load_workbook(io.BytesIO(xlsx_of(older))).active.iter_rows(values_only=True))
    assert heading == "known_until"
    with timezone.override("Europe/Budapest"):
        assert pdf_of(older).startswith(b"%PDF-")
        monkeypatch.setattr(files, "paper_of", lambda told: told["age"])
        assert (told(pdf_of(older)), pdf_of(board)) == (f"{said} What was logged since is not counted yet.", "")
    monkeypatch.setattr(files, "paper_of", lambda _told: b"")
    monkeypatch.setattr("headway.web.mail.facts_known_until", lambda: then)
    writing.send_weekly(asks(bob), holder_told(bob, "mine"), 0)
    strike("2024-05-20T06:00")
    (sent,) = mail.outbox
    assert said in told(sent.body)
    assert said in told(sent.alternatives[0][0])
