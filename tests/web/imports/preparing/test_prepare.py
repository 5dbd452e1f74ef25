"""Taking a file in: kept as it came, read through, a mapping proposed; and refused where it is no table."""

import gzip

import pytest

from headway.importers import Refusal, load_mapping
from headway.web.imports.preparing.files import path_of
from headway.web.imports.preparing.prepare import inspection_of, proposal_for, reading_of, set_reading, twin_of
from headway.web.imports.preparing.readiness import Question, questions_of
from headway.web.imports.problem import ImportProblem
from headway.web.imports.running.starting import discard, start
from headway.web.imports.writing.road import mapped_funnel
from headway.web.models import ImportRun, ImportState
from headway.web.spoken import spoken
from tests.web.imports.conftest import table

DATES = "deal|client|stage|entered\nA|Acme|New|2024-01-02\nB|Birch|Won|2024-02-03"

EXPORT = DATES.replace("entered", "engage_date")


def test_the_file_is_kept_as_it_came(prepared):
    run = prepared(gzip.compress(table(DATES)), name="../../etc/deals.csv.gz", mapping=None)
    assert (run.file_name, run.path) == ("deals.csv.gz", f"imports/{run.uid.hex}/source/deals.csv.gz")
    assert gzip.decompress(path_of(run).read_bytes()) == table(DATES)
    assert (run.size, len(run.digest)) == (path_of(run).stat().st_size, 64)


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("Сделки 2025.csv", "Сделки 2025.csv"),
        ("a|b?.CSV", "a_b_.csv"),
        ("x" * 240 + ".csv", "x" * 50 + ".csv"),
    ],
)
def test_the_copy_goes_by_the_files_own_name_as_far_as_file_systems_take_it(prepared, name, kept_as):
    assert path_of(prepared(DATES, name=name)).name == kept_as


def test_a_refusal_names_the_file_as_the_sender_knows_it(prepared):
    with pytest.raises(Refusal) as refusal:
        prepared("<!DOCTYPE html><html><body>Sign in</body></html>", None, "deals.csv")
    assert "“deals.csv” is a web page" in spoken(refusal.value.sentence)


def test_a_mapping_is_proposed_with_an_origin_after_the_file(prepared):
    run = prepared(EXPORT, None, "deals-2024-05.csv")
    mapping = load_mapping(run.mapping)
    assert (mapping.noun, mapping.origin, mapping.columns["entered_at"]) == ("deal", "deals", ("engage_date",))


def test_a_proposed_funnel_does_not_take_the_name_of_one_with_other_stages(prepared, funnel):
    run = prepared(EXPORT.replace("New", "Fresh"), None, "export.csv")
    proposed = load_mapping(run.mapping).funnel
    assert proposed is not None
    assert proposed.name != funnel.name


def test_a_page_named_csv_is_refused_and_not_kept(prepared, tmp_path):
    with pytest.raises(Refusal, match="web page"):
        prepared(b"<!DOCTYPE html><html><body>Sign in</body></html>")
    assert not ImportRun.objects.exists()
    assert list((tmp_path / "imports").iterdir()) == []


def test_what_the_file_does_not_say_is_asked(prepared):
    times = EXPORT.replace("2024-01-02", "02.03.2024 09:00").replace("2024-02-03", "03.04.2024 10:00")
    run = prepared(times, None, "export.csv")
    assert questions_of(run) == [Question.TIME_ZONE, Question.DATE_ORDER]
    set_reading(run, time_zone="Europe/Budapest", date_order="month-day")
    assert questions_of(run) == []
    assert (reading_of(run).time_zone, inspection_of(run).reading.date_order) == ("Europe/Budapest", "month-day")


@pytest.mark.parametrize(
    ("entered", "sent", "asked"),
    [
        ("2024-01-02", "", []),
        ("2024-01-02 00:00:00", "", []),
        ("1/13/2024 12:00:00 AM", "", []),
        ("2024-01-02 09:00", "", [Question.TIME_ZONE]),
        ("2024-01-02", "2024-01-02 09:00", []),
        ("2024-01-02", "01.02.2024", []),
        ("01.02.2024", "", [Question.DATE_ORDER]),
    ],
)
def test_only_what_a_mapped_column_depends_on_is_asked(prepared, entered, sent, asked):
    run = prepared(f"deal|client|stage|engage_date|sent\nA|Acme|New|{entered}|{sent}", None, "export.csv")
    assert questions_of(run) == asked


def test_dates_of_contacts_are_asked_for_as_well(prepared):
    run = prepared("deal|client|owner|stage|entered|spoken\nA|Acme|Zoe|New|2024-01-02|2024-01-02 09:00")
    assert questions_of(run) == []
    run.mapping = run.mapping.replace('time_zone = "Europe/Budapest"', "")
    assert questions_of(run) == [Question.TIME_ZONE]


def test_days_begin_where_the_company_is(prepared, company):
    run = prepared(EXPORT, None, "export.csv")
    assert (reading_of(run).time_zone, reading_of(run).home_zone) == ("days", company.time_zone)


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (lambda text: text.replace('"engage_date"', '"begun"'), "no column “begun”"),
        (lambda text: text.replace("deal = ", "# deal = ", 1), "needs the field “deal”"),
        (lambda text: text.replace('name = "New"', 'name = "Newer"').replace('"New"', '"Newer"'), "no stage “Newer”"),
    ],
)
def test_what_could_not_end_well_is_not_started(prepared, alice, funnel, mapping, sentence):
    run = prepared(EXPORT, None, "export.csv")
    run.mapping = mapping(run.mapping).replace('"Sales (export)"', f'"{funnel.name}"')
    with pytest.raises((Refusal, ImportProblem), match=sentence):
        start(run, by=alice)
    assert run.state == ImportState.PREPARED


def test_rows_of_deals_need_a_funnel(prepared, alice, funnel):
    run = prepared("deal|client\nA|Acme", 'noun = "deal"\ncolumns = { deal = "deal", client = "client" }\n')
    start(run, by=alice)
    funnel.delete()
    run = prepared("deal|client\nB|Acme", 'noun = "deal"\ncolumns = { deal = "deal", client = "client" }\n')
    with pytest.raises(ImportProblem, match="no funnel yet"):
        start(run, by=alice)
    start(prepared("client\nAcme", 'noun = "client"\ncolumns = { client = "client" }\n'), by=alice)


def test_an_amount_that_can_be_read_in_two_ways_is_asked(prepared):
    run = prepared("deal|client|value\nA|Acme|1.234\nB|Birch|2.345", None, "export.csv")
    run.mapping = proposal_for(run).replace('value = ""', "")
    assert questions_of(run) == [Question.DECIMAL_SIGN]


def test_a_twin_is_a_run_of_the_same_file_in_the_same_reading_that_was_begun(prepared, alice):
    first, second = prepared(DATES), prepared(DATES)
    assert twin_of(second) is None
    start(first, by=alice)
    assert twin_of(second) == first
    set_reading(second, decimal_sign=",")
    assert twin_of(second) is None


def test_a_prepared_file_can_be_forgotten_but_not_one_that_was_started(prepared, alice):
    run = prepared(DATES)
    discard(run)
    assert not path_of(run).exists()
    run = prepared(DATES)
    start(run, by=alice)
    for decide in (lambda: discard(run), lambda: start(run, by=alice)):
        with pytest.raises(ImportProblem, match="started already"):
            decide()
    assert run.state == ImportState.WAITING


def test_a_funnel_of_the_company_can_be_mapped_to(funnel):
    mapped = mapped_funnel(funnel.pk)
    assert mapped is not None
    assert [stage.name for stage in mapped.stages] == ["New", "Need", "Offer", "Decision", "Won", "Lost"]
    assert mapped_funnel(funnel.pk + 1) is None
