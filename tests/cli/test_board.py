"""`headway board` and `headway saved`: the same numbers as the other doors, and picking them."""

import csv
import io
import json

from headway.web.models import BoardMail, BoardMetric, Goal


def test_a_board_is_the_same_on_the_command_line_and_over_the_api(headway, written, alice):
    told = json.loads(headway("board", "--board", "company", "--json").out)
    rows = list(csv.DictReader(io.StringIO(headway("board", "--board", "company", "--csv").out)))
    assert [each["metric"] for each in rows] == [each["pick"]["metric"] for each in told["tiles"]]
    won = next(each for each in rows if each["metric"] == "effective_contacts")
    shown = headway("board", "--board", "company").out
    assert "Effective contacts" in shown
    answer = next(each for each in told["tiles"] if each["pick"]["metric"] == "effective_contacts")["answer"]
    assert won["value"] == str(answer["total"]["value"])


def test_tiles_are_picked_and_get_goals(headway, written, alice):
    added = headway("board", "add", "Cold calls", "--board", "mine", "--period", "2024-05", "--only", "rep=Bob")
    assert added.code == 0
    tile = BoardMetric.objects.get(metric="cold_calls")
    assert added.lines == [f"Cold calls stands on the board as {tile.pk}."]
    assert headway("board", "move", "1", str(tile.pk)).lines == ["Moved."]
    assert json.loads(headway("board", "--board", "mine", "--json").out)["tiles"][0]["pick"]["id"] == tile.pk
    assert headway("board", "change", str(tile.pk), "--period", "today", "--compare", "none").lines == ["Changed."]
    tile.refresh_from_db()
    assert (tile.period, tile.compare, list(tile.filters)) == ("today", "", ["rep"])
    assert headway("board", "goal", str(tile.pk), "50", "--every", "month").lines == ["The goal is kept."]
    assert Goal.objects.get().value == 50
    assert headway("board", "goal", str(tile.pk)).lines == ["The goal is taken away."]
    assert headway("board", "remove", str(tile.pk)).lines == ["Taken off."]
    refused = headway("board", "remove", str(tile.pk))
    assert (refused.code, refused.err) == (2, f"headway: There is no tile {tile.pk} that you can see.\n")


def test_a_board_is_written_into_a_file(headway, written, alice, tmp_path):
    paper = tmp_path / "board.pdf"
    assert headway("board", "--to", str(paper)).code == 0
    assert paper.read_bytes().startswith(b"%PDF-")
    refused = headway("board", "--to", str(tmp_path / "board.exe"))
    assert "'board.exe' names no kind of file." in refused.err


def test_a_rep_changes_no_board_of_others(headway, written, alice, bob):
    refused = headway("board", "add", "contacts", "--board", "company", "--as", "bob@example.com")
    assert (refused.code, refused.err) == (2, "headway: The role of Bob does not allow this.\n")
    assert headway("board", "mail", "0", "--board", "mine", "--as", "bob@example.com").code == 0
    assert BoardMail.objects.get().user == bob


def test_words_are_kept_and_narrow_what_is_asked(headway, written, alice):
    assert headway("saved").lines == ["Nothing is kept under a name yet."]
    kept = headway("saved", "keep", "Calls", "--only", "kind=call", "--period", "all", "--company")
    assert kept.lines == ["Kept as 'Calls'."]
    assert json.loads(headway("saved", "--json").out)[0]["is_shared"] is True
    assert "Kind: Call" in headway("saved").out
    assert headway("ask", "contacts", "--saved", "calls").lines[0] == "Contacts: 3"
    assert headway("ask", "contacts", "--saved", "calls", "--rep", "Eve").lines[0] == "Contacts: 1"
    assert "'colour=red' narrows nothing." in headway("saved", "keep", "Red", "--only", "colour=red").err
    assert headway("saved", "drop", "calls").code == 0
    assert "Nothing is kept under the name 'calls'." in headway("ask", "contacts", "--saved", "calls").err
