"""A file is recognised by what it holds and not by its name."""

import io
import subprocess
import sys

import openpyxl
import pytest

from headway.importers.formats import formats, recognise
from headway.importers.refusals import NotText
from headway.importers.source import Source


def _workbook() -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def test_every_module_of_the_package_is_a_format():
    assert [*formats()] == ["csv_text", "parquet", "xes", "xlsx"]


def test_to_know_the_formats_waits_for_no_package_of_one_of_them():
    look = "import sys; from headway.importers import formats; formats.formats(); print(*sys.modules)"
    looked = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert {"pyarrow", "openpyxl", "numpy"}.isdisjoint(looked.stdout.split())


@pytest.mark.parametrize(
    ("content", "name", "format_"),
    [
        (b"deal,value\nA,1\n", "deals.xlsx", "csv_text"),
        (_workbook(), "deals.csv", "xlsx"),
        (b"PAR1....", "deals.csv", "parquet"),
        (b"<?xml version='1.0'?>\n<log><trace/></log>", "deals.csv.gz", "xes"),
    ],
)
def test_a_wrong_extension_misleads_nobody(file, content, name, format_):
    assert recognise(Source(file(content, name))) == format_


def test_other_xml_is_refused(file):
    with pytest.raises(NotText) as refused:
        recognise(Source(file(b"<?xml version='1.0'?>\n<Workbook></Workbook>", "deals.xls")))
    assert "“deals.xls” is of a kind that Headway does not know" in str(refused.value)
