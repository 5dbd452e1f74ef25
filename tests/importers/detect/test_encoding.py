"""The encoding is told from the whole file."""

import pytest

from headway.importers.detect.encoding import encoding_of
from headway.importers.source import Source

RUSSIAN = "сделка;клиент\n1;ООО «Насосы и Компрессоры», город Тверь\n2;Первый контакт прошёл успешно\n"
HUNGARIAN = "üzlet;ügyfél\n1;Győri Szivattyúgyártó Kft.\n2;Hűtőház, időpont egyeztetve\n"
PORTUGUESE = "negócio;cliente\n1;São João Comércio e Importação\n2;Reunião às 15h, questões em aberto\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("deal,value\nA,1\n", "utf-8"),
        (RUSSIAN, "utf-8"),
        (HUNGARIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN.replace("«", "").replace("»", ""), "koi8-r"),
        (RUSSIAN.replace("«", "").replace("»", ""), "cp866"),
        (HUNGARIAN, "cp1250"),
        (PORTUGUESE, "cp1252"),
        ("deal;value\nA;1\n", "utf-16-le"),
        ("deal;value\nA;1\n", "utf-16-be"),
    ],
)
def test_the_encoding_is_recognised(file, text, encoding):
    assert encoding_of(Source(file(text, encoding=encoding))) == encoding


def test_a_single_late_line_decides_for_a_code_page(file):
    early = "1;pump\n" * 500_000
    assert encoding_of(Source(file(early + "2;Насосы и компрессоры\n", encoding="cp1251"))) == "cp1251"


def test_a_few_lines_of_another_encoding_do_not_turn_the_file(file):
    text = (RUSSIAN * 2000).encode() + "3;чужая строка\n".encode("cp1251") * 2500
    assert encoding_of(Source(file(text))) == "utf-8"


def test_the_headings_decide_for_a_mixture(file):
    utf8, page = RUSSIAN.encode(), RUSSIAN.encode("cp1251")
    assert encoding_of(Source(file(utf8 + page * 3))) == "utf-8"
    assert encoding_of(Source(file(page + utf8 * 3))) == "cp1251"
    assert encoding_of(Source(file(b"deal;name\n" + page + utf8 * 3))) == "utf-8"


def test_a_code_page_is_guessed_from_a_part_of_very_many_lines(file):
    assert encoding_of(Source(file(RUSSIAN * 1000, encoding="cp1251"))) == "cp1251"
