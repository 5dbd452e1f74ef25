"""Files that are no table at all, told by how they begin."""

import re
from typing import Final

from headway.importers.refusals import (
    BrokenCompression,
    Document,
    EmptyFile,
    NotText,
    OldWorkbook,
    Refusal,
    WebPage,
)
from headway.importers.source import Source

_WEB_PAGE: Final = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|script|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_DOCUMENTS: Final = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"SQLite format 3": "SQLite",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
_UTF_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\0"))


def refuse_strangers(source: Source) -> None:
    """Raise the `Refusal` that names what the file is, if it is no table."""
    sample = source.sample()
    if not sample.strip(b"\0 \t\r\n"):
        raise BrokenCompression(name=source.name) if source.trouble else EmptyFile(name=source.name)
    refusal = _refusal(sample, source.name)
    if refusal:
        raise refusal


def is_text(sample: bytes) -> bool:
    """Tell whether bytes can be text of some encoding: hardly any control characters, and zeros only as in UTF-16."""
    if sample.startswith(_UTF_MARKS):
        return True
    return len(sample.translate(None, _CONTROLS)) > 0.99 * len(sample)


def _refusal(sample: bytes, name: str) -> Refusal | None:
    start = sample.removeprefix(_UTF_MARKS[0])
    if _WEB_PAGE.match(start.replace(b"\0", b"").lstrip(b"\xff\xfe")):
        return WebPage(name=name)
    if start.startswith(_OLD_OFFICE):
        return OldWorkbook(name=name)
    for beginning, kind in _DOCUMENTS.items():
        if start.startswith(beginning):
            return Document(name=name, kind=kind)
    if start.lstrip()[:1] in (b"{", b"[") and re.match(rb'\s*(\{\s*"|\[\s*[\{\["])', start):
        return Document(name=name, kind="JSON")
    if not start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PAR1")) and not is_text(sample):
        return NotText(name=name)
    return None
