"""Keeps a metric of the company's own that stands in a TOML file, changes it, takes it out, or prints it as such."""

import json
import tomllib
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.cli.asking import written
from headway.cli.problem import CommandProblem
from headway.engine.definition import Definition
from headway.web.access import Verb, require
from headway.web.api.defining import MetricDraft, plain
from headway.web.models import OwnMetric
from headway.web.own.keeping import add_metric, change_metric, remove_metric
from headway.web.own.preview import preview_of
from headway.web.own.reading import definition_told, telling
from headway.web.own.stored import restored
from headway.web.own.uses import uses_of
from headway.web.wording import value_words

if TYPE_CHECKING:
    from headway.web.asking import Asker


def add(asker: "Asker", arguments: Namespace) -> None:
    """Keep the metric of a file, or tell what it would count. Raises CommandProblem, NotUnderstood."""
    require(asker.user, Verb.DEFINE)
    draft = _draft(arguments.file)
    definition = definition_told(asker, plain(draft))
    _print_preview(asker, definition)
    if not arguments.dry_run:
        kept = add_metric(definition, name=draft.name, by=asker.user, now=asker.now)
        print(_("Kept as '%(name)s'.") % {"name": kept.name})


def change(asker: "Asker", arguments: Namespace) -> None:
    """Let a metric count as its file says. Raises CommandProblem, NotUnderstood."""
    require(asker.user, Verb.DEFINE)
    kept, definition = _kept(arguments.name), definition_told(asker, plain(_draft(arguments.file)))
    _print_preview(asker, definition)
    if not arguments.dry_run:
        change_metric(kept, definition, by=asker.user, now=asker.now)
        print(_("Changed: '%(name)s'. Past periods are counted so too.") % {"name": kept.name})


def remove(asker: "Asker", arguments: Namespace) -> None:
    """Take a metric out of the catalogue. Raises CommandProblem."""
    remove_metric(_kept(arguments.name), by=asker.user, now=asker.now)
    print(_("Taken out: '%(name)s'.") % {"name": arguments.name})
    for sentence in uses_of(arguments.name).left:
        print(sentence)


def show(asker: "Asker", arguments: Namespace) -> None:
    """Print a metric as a file that can be added again, above it what goes by it. Raises CommandProblem."""
    told = telling(asker, restored(_kept(arguments.name).definition))
    uses = (f"# {sentence}" for sentence in uses_of(arguments.name).told)
    print("\n".join([*uses, f'name = "{arguments.name}"', *_toml(told)]))


def _draft(path: str) -> MetricDraft:
    try:
        return MetricDraft.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as trouble:
        raise CommandProblem(_("%(path)s cannot be read: %(why)s.") % {"path": path, "why": trouble.strerror}) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise CommandProblem(_("%(path)s is no TOML: %(why)s.") % {"path": path, "why": trouble}) from None
    except ValidationError as trouble:
        first = trouble.errors()[0]
        field = ".".join(map(str, first["loc"]))
        words = {"path": path, "field": field, "why": first["msg"]}
        raise CommandProblem(_("%(path)s, %(field)s: %(why)s.") % words) from None


def _kept(name: str) -> OwnMetric:
    kept = OwnMetric.objects.select_related("made_by").filter(name=name).first()
    if kept is None:
        known = ", ".join(OwnMetric.objects.order_by("name").values_list("name", flat=True)) or "–"
        words = {"name": name, "known": known}
        raise CommandProblem(_("The company has no metric '%(name)s' of its own. There are: %(known)s.") % words)
    return kept


def _print_preview(asker: "Asker", definition: Definition) -> None:
    preview = preview_of(asker, definition, asker.period("this month"))
    answer = preview.answer
    currency = asker.company.currency if asker.company else None
    value = value_words(answer.metric.unit, answer.total.value, currency) or written.UNKNOWN
    print(written.plain(f"{definition.label}: {value}"))
    print(written.plain(written.led(answer.question.period, preview.formula)))


def _toml(told: Mapping[str, Any]) -> Iterator[str]:
    """Write plain values as TOML: texts, lists of tables, and tables behind them."""
    inner = {name: value for name, value in told.items() if isinstance(value, Mapping)}
    for name, value in told.items():
        if isinstance(value, list):
            yield f"{name} = [{', '.join(_inline(each) for each in value)}]"
        elif name not in inner and value not in {None, ""}:
            yield f"{name} = {_quoted(value)}"
    for name, value in inner.items():
        yield f"\n[{name}]"
        yield from _toml(value)


def _inline(clause: Mapping[str, Any]) -> str:
    values = ", ".join(map(_quoted, clause["values"]))
    return f"{{trait = {_quoted(clause['trait'])}, test = {_quoted(clause['test'])}, values = [{values}]}}"


def _quoted(text: object) -> str:
    # TOML writes texts as JSON does, but for one sign that JSON lets stand.
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")
