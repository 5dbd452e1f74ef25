"""Taking a file in: kept as it came, read through, a mapping proposed; and refused where it is no table."""

import gzip

import pytest

from headway.importers import Refusal, load_mapping
from headway.web.imports.files import path_of
from headway.web.imports.prepare import inspection_of, proposal_for, reading_of, set_reading, twin_of
from headway.web.imports.problem import ImportProblem
from headway.web.imports.road import mapped_funnel
from headway.web.imports.starting import discard, start, unanswered
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
    run = prepared(EXPORT.replace("2024-01-02", "02.03.2024").replace("2024-02-03", "03.04.2024"), None, "export.csv")
    asked = unanswered(run)
    assert len(asked) == 2
    set_reading(run, time_zone="Europe/Budapest", date_order="month-day")
    assert unanswered(run) == []
    assert (reading_of(run).time_zone, inspection_of(run).reading.date_order) == ("Europe/Budapest", "month-day")


def test_an_amount_that_can_be_read_in_two_ways_is_asked(prepared):
    run = prepared("deal|client|value\nA|Acme|1.234\nB|Birch|2.345", None, "export.csv")
    run.mapping = proposal_for(run).replace('value = ""', "")
    assert any("decimal sign" in sentence for sentence in unanswered(run))


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
