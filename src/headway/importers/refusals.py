"""Why a whole file is refused: one class a reason, whose docstring is its message and names the remedy."""
# The docstrings are set through gettext_noop, so that the translators' tools find them.
# ruff: noqa: D101

from headway.engine.text import Sentence, gettext_noop


class Refusal(Exception):
    __doc__ = gettext_noop("“%(name)s” cannot be read: export it again as CSV or XLSX.")

    def __init__(self, **values: object) -> None:
        self.sentence = Sentence(self.__doc__ or "", **values)
        super().__init__(self.sentence)


class EmptyFile(Refusal):
    __doc__ = gettext_noop("“%(name)s” is empty: export it again, and look whether the export has rows.")


class NoRows(Refusal):
    __doc__ = gettext_noop("“%(name)s” has no rows to import: export it again, and look whether the export has rows.")


class WebPage(Refusal):
    __doc__ = gettext_noop(
        "“%(name)s” is a web page and not a table: sign in where it comes from, and download the export itself."
    )


class OldWorkbook(Refusal):
    __doc__ = gettext_noop(
        "“%(name)s” is a workbook of the old kind (.xls) or has a password: save it as .xlsx without a password."
    )


class OtherArchive(Refusal):
    __doc__ = gettext_noop("“%(name)s” is a zip archive and no workbook: unpack it, and import the file inside.")


class Document(Refusal):
    __doc__ = gettext_noop("“%(name)s” is a %(kind)s file, which holds no table: export the rows as CSV or XLSX.")


class NotText(Refusal):
    __doc__ = gettext_noop(
        "“%(name)s” is of a kind that Headway does not know: export it as CSV, XLSX, Parquet or XES."
    )


class BrokenWorkbook(Refusal):
    __doc__ = gettext_noop(
        "The workbook “%(name)s” is damaged: open it in a spreadsheet program, and save it as .xlsx again."
    )


class NoSheet(Refusal):
    __doc__ = gettext_noop("The workbook “%(name)s” has no sheet “%(sheet)s”: choose one of %(sheets)s.")


class BrokenParquet(Refusal):
    __doc__ = gettext_noop("“%(name)s” is a damaged or unfinished Parquet file: write it again, and copy it whole.")


class BrokenCompression(Refusal):
    __doc__ = gettext_noop("“%(name)s” is damaged before its first row: compress it again, or import it uncompressed.")


class NotWhole(Refusal):
    __doc__ = gettext_noop(
        "The compressed file “%(name)s” was cut off or is damaged, and cannot be read in part: copy it again, whole."
    )


class BrokenLog(Refusal):
    __doc__ = gettext_noop("“%(name)s” is no well-formed event log (line %(line)s): export it again.")


class DeclaredEntities(Refusal):
    __doc__ = gettext_noop(
        "“%(name)s” declares a document type or entities of its own, which can swell without bound: "
        "export it without a DOCTYPE."
    )


class UnknownEncoding(Refusal):
    __doc__ = gettext_noop("There is no encoding “%(encoding)s”: use a name such as utf-8, cp1251 or cp1250.")


class UnusableSeparator(Refusal):
    __doc__ = gettext_noop("“%(separator)s” and “%(quote)s” cannot separate and quote cells: use one character each.")


class UnknownFormat(Refusal):
    __doc__ = gettext_noop("There is no format “%(format)s”: use one of %(formats)s.")


class UnknownTimeZone(Refusal):
    __doc__ = gettext_noop("There is no time zone “%(time_zone)s”: use a name such as Europe/Budapest.")


class TimeZoneMissing(Refusal):
    __doc__ = gettext_noop("The file does not say its time zone: name it, such as Europe/Budapest.")


class DateOrderMissing(Refusal):
    __doc__ = gettext_noop(
        "The date %(example)s can be read in two ways, and no other date decides it: "
        "say whether the day or the month comes first."
    )


class DecimalSignMissing(Refusal):
    __doc__ = gettext_noop(
        "The amount %(example)s can be read in two ways, and no other amount decides it: "
        "say whether a comma or a point marks decimals."
    )


class ColumnMissing(Refusal):
    __doc__ = gettext_noop("The file has no column “%(column)s”, which the mapping wants: map one of %(columns)s.")


class MappingError(Refusal):
    __doc__ = gettext_noop("The mapping cannot be used: %(trouble)s")
