"""`headway import`."""

import gzip
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from headway.cli.importing import bringing, opening
from headway.importers import load_mapping
from headway.web.clock import now as clock
from headway.web.imports.preparing.mappings import save_mapping
from headway.web.imports.preparing.prepare import prepare
from headway.web.imports.running.course import claim
from headway.web.imports.running.starting import start
from headway.web.log import open_deal
from headway.web.models import Company, Deal, ImportRun, ImportState, User

MAPPING = """
noun = "deal"
origin = "crm"
[columns]
deal = "id"
client = "client"
owner = "owner"
stage = "stage"
entered_at = "entered"
value = "value"
[constants]
currency = "USD"
[funnel]
name = "Road"
stages = [{ name = "New", phase = "lead" }, { name = "Won", phase = "won" }, { name = "Lost", phase = "lost" }]
[stages]
New = "New"
"""
DEALS = "id;client;owner;stage;entered;value\nA;Acme;Zoe;New;02.01.2024;100\nB;Birch;Zoe;New;31.01.2024;50\n"
ZONE = ("--time-zone", "Europe/Budapest")


@pytest.fixture(autouse=True)
def folder(db, tmp_path, monkeypatch) -> Path:
    """A data folder, with the log ready, and a file with its mapping."""
    environment = settings.ENVIRONMENT
    monkeypatch.setattr(settings, "ENVIRONMENT", type(environment)(**vars(environment) | {"data": tmp_path / "data"}))
    monkeypatch.setattr(opening, "open_or_set_up", lambda: None)
    monkeypatch.chdir(tmp_path)
    Path("deals.csv").write_text(DEALS, encoding="utf-8")
    Path("crm.toml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


def test_a_file_is_brought_in_and_told(headway: Callable, company: Company) -> None:
    said = headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    assert said.code == 0, said.err
    assert "Separator: ;" in said.lines[0]
    assert "Order of dates: day before month" in said.lines[0]
    assert said.lines[1].endswith("is done. New: 2 deals, 2 clients, 1 rep.")
    assert Deal.objects.count() == 2


def test_a_second_time_nothing_changes(headway: Callable, company: Company) -> None:
    for _ in range(2):
        said = headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    assert said.lines[-1] == "All of it was here already: nothing has changed."
    Path("deals.csv").write_text(DEALS.replace("100", "200"), encoding="utf-8")
    assert headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE).lines[-1] == "Changed: 1 known records."


def test_a_dry_run_writes_nothing(headway: Callable, company: Company) -> None:
    said = headway("import", "deals.csv", "--mapping", "crm.toml", "--dry-run", *ZONE)
    assert said.lines[1:] == ["It would bring: 2 deals, 2 clients, 1 rep."]
    assert not (Deal.objects.exists())
    assert not (ImportRun.objects.exists())
    headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    said = headway("import", "deals.csv", "--mapping", "crm.toml", "--dry-run", *ZONE)
    assert "known already: 2 deals, 2 clients." in said.out


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (DEALS.replace(".2024", ".2024 09:00"), ("does not say its time zone: name it with --time-zone",)),
        (DEALS.replace("31.01.2024", "03.01.2024"), ("say with --date-order dmy or mdy",)),
        (DEALS.replace("100", "1.000").replace("50", "2.000"), ("say with --decimal-sign",)),
        (DEALS.replace("31.01.2024", "03.01.2024 9:00"), ("--time-zone", "--date-order")),
    ],
)
def test_what_the_file_does_not_say_has_to_be_said_before_it_starts(
    headway: Callable, company: Company, text: str, sentences: tuple[str, ...]
) -> None:
    Path("deals.csv").write_text(text, encoding="utf-8")
    for options in ((), ("--dry-run",)):
        said = headway("import", "deals.csv", "--mapping", "crm.toml", *options)
        assert (said.code, said.out) == (2, "")
        assert all(sentence in said.err for sentence in sentences)
    assert not ImportRun.objects.exists()


def test_days_without_times_need_no_time_zone(headway: Callable, company: Company) -> None:
    said = headway("import", "deals.csv", "--mapping", "crm.toml")
    assert (said.code, Deal.objects.count()) == (0, 2)
    assert "Time zone: not needed: days without times" in said.lines[0]


def test_the_time_zone_of_the_mapping_is_told(headway: Callable, company: Company) -> None:
    Path("crm.toml").write_text(f'time_zone = "Asia/Tokyo"\n{MAPPING}', encoding="utf-8")
    Path("deals.csv").write_text(DEALS.replace(".2024", ".2024 09:00"), encoding="utf-8")
    said = headway("import", "deals.csv", "--mapping", "crm.toml")
    assert (said.code, Deal.objects.count()) == (0, 2)
    assert said.lines[0].endswith("Time zone: Asia/Tokyo")


def test_a_proposed_mapping_that_is_none_is_refused_with_what_mends_it(headway: Callable) -> None:
    Path("colours.csv").write_text("colour,taste\nred,sweet\nblue,sour\n", encoding="utf-8")
    said = headway("import", "colours.csv")
    assert said.code == 2
    assert "a row read as “client” needs the field “client”" in said.err
    assert "headway import colours.csv --show-mapping > mapping.toml" in said.err
    assert not (ImportRun.objects.exists())
    assert not (Company.objects.exists())
    assert headway("import", "colours.csv", "--show-mapping").code == 0


@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--mapping", "crm.toml")])
def test_a_file_that_was_cut_off_is_told_so_before_what_else_is_wrong(headway: Callable, company: Company, options):
    rows = "".join(f"{number},{number * 7919 % 1013}\n" for number in range(5_000))
    Path("colours.csv.gz").write_bytes(gzip.compress(f"colour,taste\n{rows}".encode())[:-2_000])
    said = headway("import", "colours.csv.gz", *options)
    assert (said.code, said.out) == (2, "")
    told, _, refused = said.err.partition(" Copy it again, whole, and import it once more. ")
    assert told.endswith("The compressed file “colours.csv.gz” was cut off: what came before was read.")
    assert refused.startswith("The file has no column" if "--mapping" in options else "The mapping cannot be used: ")


def test_the_mapping_of_a_file_that_was_cut_off_is_shown_apart_from_its_trouble(headway: Callable, company: Company):
    Path("deals.csv.gz").write_bytes(gzip.compress((DEALS + "C;Cedar;Zoe;New;01.02.2024;7\n").encode())[:-9])
    said = headway("import", "deals.csv.gz", "--show-mapping")
    assert (said.code, load_mapping(said.out).noun) == (0, "deal")
    assert "was cut off" in said.err
    assert "was cut off" not in said.out


def test_rows_that_are_left_out_are_told_with_their_line(headway: Callable, company: Company, folder: Path) -> None:
    Path("deals.csv").write_text(DEALS + "C;Acme;Zoe;New;32.01.2024;1\n", encoding="utf-8")
    said = headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    assert said.code == 0
    assert "Left out: 1." in said.out
    assert any(line.startswith("  4: “32.01.2024” is no date") for line in said.lines)
    where = Path(said.lines[-1].split(": ")[-1])
    assert (where / "rejects.csv").exists()


def test_equal_troubles_are_told_once(headway: Callable, company: Company) -> None:
    rows = [f"{number};Acme;Zoe;New;32.01.2024;1" for number in range(4, 11)] + ["L;Acme;Zoe;Trial;01.01.2024;1"] * 2
    Path("deals.csv").write_text(DEALS + "\n".join(rows), encoding="utf-8")
    said = headway("import", "deals.csv", "--mapping", "crm.toml")
    assert said.lines[2:5] == [
        "Left out: 9.",
        "  4, 5, 6, 7, 8 … (7 rows): “32.01.2024” is no date: correct it in the file.",
        "  11, 12 (2 rows): The value “Trial” has no stage: add it to the mapping under [stages].",
    ]


def test_a_doubtful_row_is_told_below_its_own_words(headway: Callable, company: Company) -> None:
    Path("deals.csv").write_text(DEALS + "C;Acme;Zoe;New;;1\n", encoding="utf-8")
    said = headway("import", "deals.csv", "--mapping", "crm.toml")
    assert said.lines[2:4] == [
        "Taken, though doubtful: 1.",
        "  4: Deal “C” has no date of entry: it was taken, and counts in no period.",
    ]


def test_corrections_are_taken_and_the_mapping_can_be_seen(headway: Callable, company: Company) -> None:
    Path("tabs.txt").write_text(DEALS.replace(";", "\t"), encoding="cp1251")
    said = headway(
        "import", "tabs.txt", "--separator", "tab", "--encoding", "cp1251", "--date-order", "dmy", "--show-mapping"
    )
    assert 'deal = "id"' in said.out
    assert not ImportRun.objects.exists()


def test_the_list_and_taking_back(headway: Callable, company: Company) -> None:
    headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    run = ImportRun.objects.get()
    listed = headway("import", "--list")
    assert f"{run.pk}  deals.csv" in listed.lines[-1]
    assert "done" in listed.lines[-1]
    said = headway("import", "--take-back", str(run.pk))
    assert said.lines == ["The import of deals.csv is taken back."]
    assert not Deal.objects.exists()
    assert "that is done" in headway("import", "--take-back", str(run.pk)).err
    assert "no import 99" in headway("import", "--take-back", "99").err


def test_what_others_have_built_on_is_told(headway: Callable, company: Company, bob: User, funnel, now) -> None:

    headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    open_deal(Deal.objects.get(name="A").client, name="By hand", by=bob, now=now)
    said = headway("import", "--take-back", str(ImportRun.objects.get().pk))
    assert said.lines[-1] == "What others have built on stayed: 1 client."


def test_an_import_that_was_cut_off_goes_on(headway: Callable, company: Company, alice: User, now: datetime) -> None:
    with Path("deals.csv").open("rb") as file:
        run = prepare(file, "deals.csv", by=alice, now=now, mapping='time_zone = "UTC"\n' + MAPPING)
    start(run, by=alice)
    claim(run, ImportState.RUNNING, datetime(2024, 1, 1, tzinfo=UTC))
    Path("utc.toml").write_text('time_zone = "UTC"\n' + MAPPING, encoding="utf-8")
    said = headway("import", "deals.csv", "--mapping", "utc.toml")
    assert "going on with it" in said.out
    assert [(each.pk, each.state) for each in ImportRun.objects.all()] == [(run.pk, ImportState.DONE)]


def test_what_a_killed_command_left_unstarted_goes_when_its_file_comes_in(
    headway: Callable, company: Company, alice: User
) -> None:
    long_ago = datetime(2024, 1, 1, tzinfo=UTC)
    for by in (None, alice):
        with Path("deals.csv").open("rb") as file:
            prepare(file, "deals.csv", by=by, now=long_ago, mapping=MAPPING)
    assert headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE).code == 0
    # What a person has taken in by a page is that person's to start or to throw away.
    left = ImportRun.objects.order_by("pk").values_list("started_by", "state")
    assert list(left) == [(alice.pk, ImportState.PREPARED), (None, ImportState.DONE)]


def test_it_waits_for_another_import(headway: Callable, company: Company, alice, now, monkeypatch) -> None:
    with Path("deals.csv").open("rb") as file:
        other = prepare(file, "other.csv", by=alice, now=now)
    claim(other, ImportState.RUNNING, clock())
    waits = []

    def sleep(_seconds):
        waits.append(1)
        ImportRun.objects.filter(pk=other.pk).update(state=ImportState.DONE)

    monkeypatch.setattr(bringing.time, "sleep", sleep)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    said = headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    assert (said.code, waits) == (0, [1])
    assert "waiting for it" in said.err
    assert "100%" in said.err
    ImportRun.objects.filter(pk=other.pk).update(state=ImportState.RUNNING, alive_at=clock())
    done = ImportRun.objects.exclude(pk=other.pk).get()
    assert "in work" in headway("import", "--take-back", str(done.pk)).err


def test_an_empty_installation_gets_a_company_that_counts_as_the_file_does(headway: Callable) -> None:
    said = headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    company = Company.objects.get()
    assert (company.currency_id, said.code) == ("USD", 0)
    owner = User.objects.get(role="owner")
    assert owner.email in said.lines[-1]
    assert not owner.has_usable_password()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Name a file"),
        (("nowhere.csv",), "nowhere.csv cannot be read: No such file or directory."),
        (("page.csv",), "is a web page and not a table"),
        (("deals.csv", "--mapping", "nowhere"), "no mapping “nowhere”"),
        (("deals.csv", "--mapping", "nowhere.toml"), "The mapping nowhere.toml cannot be read"),
        (("deals.csv", "--mapping", "broken.toml"), "The mapping cannot be used"),
        (("colours.csv",), "The mapping cannot be used: a row read as"),
        (("colours.csv", "--dry-run"), "The mapping cannot be used: a row read as"),
        (("deals.csv", "--mapping", "other.toml"), "The file has no column “customer”"),
        (("deals.csv", "--encoding", "runes"), "runes"),
    ],
)
def test_what_cannot_be_is_one_sentence(headway: Callable, company: Company, words, sentence: str) -> None:
    Path("page.csv").write_text("<html><body>Sign in</body></html>", encoding="utf-8")
    Path("broken.toml").write_text("noun = 1", encoding="utf-8")
    Path("colours.csv").write_text("colour,taste\nred,sweet\nblue,sour\n", encoding="utf-8")
    Path("other.toml").write_text(MAPPING.replace('client = "client"', 'client = "customer"'), encoding="utf-8")
    said = headway("import", *words)
    assert said.code == 2
    assert sentence in said.err
    assert not ImportRun.objects.exists()


def test_of_several_files_those_that_can_be_taken_are(headway: Callable, company: Company) -> None:
    """
    file        | what comes of it
    empty.csv   | refused
    deals.csv   | 2 deals
    nowhere.csv | refused
    more.csv    | 1 deal, and 1 known
    """
    Path("empty.csv").touch()
    Path("more.csv").write_text(DEALS.replace("\nB;", "\nC;"), encoding="utf-8")
    files = ("empty.csv", "deals.csv", "nowhere.csv", "more.csv")
    said = headway("import", *files, "--mapping", "crm.toml", *ZONE)
    assert said.code == 2
    assert [*Deal.objects.order_by("pk").values_list("name", flat=True)] == ["A", "B", "C"]
    assert [*ImportRun.objects.order_by("pk").values_list("file_name", flat=True)] == ["deals.csv", "more.csv"]
    assert said.lines[-2:] == ["Brought in: deals.csv, more.csv.", "Not brought in: empty.csv, nowhere.csv."]
    empty, nowhere = said.err.splitlines()
    assert empty.startswith("headway: “empty.csv” is empty: export it again")
    assert nowhere.startswith("headway: nowhere.csv cannot be read: No such file")


def test_of_several_files_the_one_that_is_refused_is_named(headway: Callable, company: Company) -> None:
    Path("clock.csv").write_text(DEALS.replace(".2024", ".2024 09:00"), encoding="utf-8")
    said = headway("import", "clock.csv", "deals.csv", "--mapping", "crm.toml")
    assert (said.code, Deal.objects.count()) == (2, 2)
    assert said.err.startswith("headway: clock.csv: The file does not say its time zone")


def test_several_files_that_all_come_in_are_summed_up_too(headway: Callable, company: Company) -> None:
    Path("more.csv").write_text(DEALS.replace("\nB;", "\nC;"), encoding="utf-8")
    look = headway("import", "deals.csv", "more.csv", "--mapping", "crm.toml", "--dry-run")
    assert (look.code, look.lines[-1], Deal.objects.count()) == (0, "Can be brought in: deals.csv, more.csv.", 0)
    said = headway("import", "deals.csv", "more.csv", "--mapping", "crm.toml")
    assert (said.code, said.lines[-1], Deal.objects.count()) == (0, "Brought in: deals.csv, more.csv.", 3)


def test_a_mapping_that_no_file_could_use_is_refused_once(headway: Callable, company: Company) -> None:
    said = headway("import", "deals.csv", "deals.csv", "--mapping", "nowhere.toml")
    assert (said.code, said.out, said.err.count("nowhere.toml cannot be read")) == (2, "", 1)


def test_a_mapping_of_the_company_goes_by_its_name(headway: Callable, company: Company) -> None:

    save_mapping("crm", MAPPING)
    assert headway("import", "deals.csv", "--mapping", "crm", *ZONE).code == 0


def test_a_deal_that_was_won_before_anybody_spoke_to_the_client_is_told(headway: Callable, company: Company) -> None:
    mapping = MAPPING.replace('value = "value"', 'value = "value"\nwon_at = "won"') + (
        '[[contacts]]\nat = "spoken"\nkind = "call"\n'
    )
    Path("crm.toml").write_text(mapping, encoding="utf-8")
    row = "A;Acme;Zoe;;02.01.2024;100;05.01.2024;31.01.2024\n"
    Path("deals.csv").write_text(f"id;client;owner;stage;entered;value;won;spoken\n{row}", encoding="utf-8")
    said = headway("import", "deals.csv", "--mapping", "crm.toml", *ZONE)
    assert "Contradiction: A was won on Jan 5, 2024, before its first contact on Jan 31, 2024." in said.lines
