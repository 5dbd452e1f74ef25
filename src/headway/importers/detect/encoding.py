"""The encoding of a text: UTF-8 if its headings or most of its lines are, else the code page whose letters fit."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from headway.importers.source import Source

_BLOCK_BYTES: Final = 1 << 20
_BEYOND_ASCII: Final = 0x80
_LINES_KEPT: Final = 2000
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

# The letters beyond ASCII of the languages that a code page is used for; what one of them explains best, it is.
_RUSSIAN: Final = ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",)
_CENTRAL: Final = ("áéíóöőúüű", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ăâîşţ", "čćđšž")
_WESTERN: Final = ("äöüß", "àâæçéèêëîïôœùûü", "áéíñóúü", "ãáâàçéêíõóôú", "åäöæøé", "àèéìòù")
# In the order of preference where the letters cannot decide.
_CODE_PAGES: Final = {
    "cp1250": _CENTRAL,
    "cp1252": _WESTERN,
    "cp1251": _RUSSIAN,
    "koi8-r": _RUSSIAN,
    "cp866": _RUSSIAN,
}
# Two letters of western pages, such as Ã©, give UTF-8 away; a pair of Russian ones can be chance.
_FEWEST_BYTES: Final = {"cp1250": 2, "cp1252": 2}
_TYPOGRAPHY: Final = "«»„“”‘’–—…№€§°\u00a0•™®©"
_ODD_CASE: Final = re.compile(r"[a-zа-яёáéíóöőúüű][А-ЯЁÁÉÍÓÖŐÚÜŰ]")


def encoding_of(source: Source) -> str:
    """Name the encoding of the whole file, as a Python codec."""
    sample = source.sample()
    for mark, encoding in _MARKS.items():
        if sample.startswith(mark):
            return encoding
    if zeros := _zeros(sample):
        return zeros
    lines = _Lines()
    with source.open() as file:
        rest = b""
        while block := file.read(_BLOCK_BYTES):
            whole, newline, rest = (rest + block).rpartition(b"\n")
            lines.add(whole + newline)
        lines.add(rest)
    is_utf8 = lines.utf8 >= lines.other
    headings = sample.partition(b"\n")[0]
    if lines.utf8 and lines.other and not headings.isascii():
        is_utf8 = _is_utf8(headings)  # in a mixture something is lost, and without headings everything is
    return "utf-8" if is_utf8 else _code_page(b"\n".join(lines.kept))


def is_utf8_after_all(line: str, encoding: str) -> bool:
    """Tell whether a line that was read by a code page is UTF-8, as the words of a language hardly ever look."""
    page = codecs.lookup(encoding).name
    if page not in _CODE_PAGES:
        return False
    written = line.encode(page, "surrogateescape")
    return _is_utf8(written) and sum(byte >= _BEYOND_ASCII for byte in written) >= _FEWEST_BYTES.get(page, 4)


def _zeros(sample: bytes) -> str | None:
    """Tell UTF-16 without its mark by where the zeros stand."""
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.3 * half:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > 0.3 * half else None


@dataclass(slots=True)
class _Lines:
    """How many lines beyond ASCII are UTF-8 and how many are not, with some of the latter."""

    utf8: int = 0
    other: int = 0
    kept: list[bytes] = field(default_factory=list)

    def add(self, lines: bytes) -> None:
        if lines.isascii():
            return
        for line in lines.split(b"\n"):
            if not line.isascii():
                self._add_line(line)

    def _add_line(self, line: bytes) -> None:
        if _is_utf8(line):
            self.utf8 += 1
            return
        self.other += 1
        if len(self.kept) < _LINES_KEPT:
            self.kept.append(line)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _code_page(text: bytes) -> str:
    return max(_CODE_PAGES, key=lambda encoding: _likeness(text.decode(encoding, "replace"), _CODE_PAGES[encoding]))


def _likeness(text: str, alphabets: tuple[str, ...]) -> float:
    """Score a text by the alphabet that fits it best: small letters count most, the unexpected counts against it."""
    letters = Counter(letter for letter in text if letter > "\x7f" and letter not in _TYPOGRAPHY)
    best = max(sum(_weight(letter, alphabet) * count for letter, count in letters.items()) for alphabet in alphabets)
    return best - 2 * len(_ODD_CASE.findall(text))


def _weight(letter: str, alphabet: str) -> int:
    if letter in alphabet:
        return 2
    return 1 if letter.lower() in alphabet else -3
