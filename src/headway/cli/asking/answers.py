"""Prints answers: a sentence and a table for people, JSON and CSV for programs."""

from argparse import Namespace
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_csv, print_table
from headway.engine.answer import Answer, Line
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure
from headway.engine.metric import Grade
from headway.engine.names import NO_VALUE
from headway.engine.question import Key
from headway.web import figures
from headway.web.asking import Asker
from headway.web.narrowing import DIMENSION_NAMES
from headway.web.spoken import spoken
from headway.web.wording import KIND_NAMES, chance_words, interval_words, marked_words, open_words, why_words


def print_answer(asker: Asker, answer: Answer, arguments: Namespace) -> None:
    if arguments.json:
        from headway.web.api.answers import AnswerOut

        print(AnswerOut.of(answer).model_dump_json(indent=2))
    elif arguments.csv:
        print_csv(_csv_headings(answer), _csv_rows(answer))
    else:
        for sentence in _sentences(asker, answer):
            print(written.plain(sentence))
        if answer.question.by:
            print()
            print_table(_columns(answer), [list(_cells(asker, answer, line)) for line in answer.lines])


def _sentences(asker: Asker, answer: Answer) -> Iterator[str]:
    metric, question = answer.metric, answer.question
    yield f"{_(metric.label)}: {_told(asker, answer, answer.total)}"
    yield written.led(question.period, _(metric.rule.meaning))
    if answer.total.why:
        yield spoken(answer.total.why)
    if question.compare and answer.compared:
        before = _told(asker, answer, answer.compared)
        yield f"{written.period(question.compare)}: {before}, {written.change(metric.unit, answer.changed)}"
        if answer.changed:
            yield chance_words(metric, answer.beyond_chance)
    if metric.grade is not Grade.ALLOWED:
        yield _(metric.grade.meaning)
    if answer.marked_count:
        yield marked_words(answer)
    if answer.left_out_count:
        left_out = figures.number(answer.left_out_count)
        yield _("Left out: %(count)s. %(why)s") % {"count": left_out, "why": _(metric.left_out)}


def _told(asker: Asker, answer: Answer, figure: Figure) -> str:
    value = written.value(answer.metric.unit, figure.value, asker.company)
    counts = written.counted(figure) if answer.metric.per is not None else ""
    currency = asker.company.currency if asker.company else None
    certainty = interval_words(answer.metric, figure, currency), open_words(answer.metric, figure)
    told = "; ".join(each for each in (counts, *certainty) if each)
    return f"{value} ({told})" if told else value


def _columns(answer: Answer) -> list[Column]:
    columns = [*(Column(str(DIMENSION_NAMES[each]).lower()) for each in answer.question.by)]
    columns.append(Column(pgettext("of a number", "value"), is_number=True))
    if answer.metric.per is not None:
        columns.append(Column(_("of / per"), is_number=True))
    if answer.question.compare:
        columns += [Column(_("before"), is_number=True), Column(_("change"), is_number=True)]
    return columns


def _cells(asker: Asker, answer: Answer, line: Line) -> Iterator[str]:
    unit = answer.metric.unit
    yield from map(_key, answer.question.by, line.keys, line.labels)
    yield _value(asker, answer, line.figure)
    if answer.metric.per is not None:
        yield written.counted(line.figure)
    if answer.question.compare:
        yield written.value(unit, line.compared.value if line.compared else None, asker.company)
        yield written.change(unit, line.changed)


def _value(asker: Asker, answer: Answer, figure: Figure) -> str:
    """Write the value of a line, or in a word or two why it is not known or too young."""
    value = written.value(answer.metric.unit, figure.value, asker.company)
    why = why_words(answer.metric, figure, asker.company.currency if asker.company else None)
    if not why:
        return value
    return why if figure.value is None else f"{value} ({why})"


def _key(dimension: Dimension, key: Key, label: str) -> str:
    """Write a key as it can be asked for again, except of a kind and of nothing, which have words of their own."""
    if key is None:
        return _(NO_VALUE)
    return str(KIND_NAMES.get(str(key), label)) if dimension is Dimension.KIND else label


def _csv_headings(answer: Answer) -> list[str]:
    by = [each.value for each in answer.question.by]
    compared = ["compared"] if answer.question.compare else []
    return [*by, *(f"{each}_key" for each in by), "value", "of", "per", "rows", *compared]


def _csv_rows(answer: Answer) -> Iterator[list[object]]:
    if not answer.question.by:
        yield _csv_figures(answer, answer.total, answer.compared)
    for line in answer.lines:
        yield [*line.labels, *line.keys, *_csv_figures(answer, line.figure, line.compared)]


def _csv_figures(answer: Answer, figure: Figure, compared: Figure | None) -> list[object]:
    from headway.web.api.answers import exact

    told: list[object] = [exact(figure.value), figure.of, figure.per, figure.rows]
    return [*told, exact(compared.value) if compared else None] if answer.question.compare else told
