"""Reads a definition as people and programs write it, by names and in the company's money, and writes it so again."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from headway.engine.definition import Clause, Comparison, Counted, Definition, DefinitionProblem, Value, checked
from headway.engine.ground import How, Sort, Trait
from headway.engine.metric import Grade, Group, Unit
from headway.engine.offered import GROUNDS
from headway.web.asking import Asker
from headway.web.naming import NotUnderstood, keys_told
from headway.web.own.saying import NAMED
from headway.web.read_words import LARGEST, number_of, one_of
from headway.web.spoken import spoken

_Choice = TypeVar("_Choice", bound=StrEnum)
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def definition_told(asker: Asker, told: Mapping[str, Any]) -> Definition:
    """Return the definition that plain values tell. Raises NotUnderstood, whose field is the part in the way."""
    definition = Definition(
        label=str(told.get("label") or "").strip(),
        of=_counted(asker, told.get("of") or {}, "of"),
        per=_counted(asker, told["per"], "per") if told.get("per") else None,
        meaning=str(told.get("meaning") or "").strip(),
        also=str(told.get("also") or "").strip(),
        group=_one(Group, told.get("heading") or Group.DEALS, "heading"),
        unit=_one(Unit, told["unit"], "unit") if told.get("unit") else None,
        better=_better(told.get("better")),
        grade=_one(Grade, told.get("grade") or Grade.VOLUME, "grade"),
    )
    try:
        return checked(definition)
    except DefinitionProblem as trouble:
        raise NotUnderstood(spoken(trouble.args[0]), trouble.field) from trouble


def telling(asker: Asker, definition: Definition) -> dict[str, Any]:
    """Return the plain values that tell a definition."""
    return {
        "label": definition.label,
        "meaning": definition.meaning,
        "also": definition.also,
        "heading": definition.group.value,
        "unit": definition.unit.value if definition.unit else None,
        "better": definition.better,
        "grade": definition.grade.value,
        "of": _told(asker, definition.of),
        "per": _told(asker, definition.per) if definition.per else None,
    }


def clauses_told(asker: Asker, facts: str, told: Iterable[Mapping[str, Any]], field: str) -> Iterator[Clause]:
    """Return the conditions that plain values tell. Raises NotUnderstood, whose field is the one in the way."""
    for place, each in enumerate(told):
        at, name = f"{field}.where.{place}", str(each.get("trait") or "")
        trait = GROUNDS[facts].traits.get(name)
        if trait is None:
            raise NotUnderstood(one_of(name, GROUNDS[facts].traits), at)
        test = _one(Comparison, each.get("test") or Comparison.IS, at)
        values = [value for text in each.get("values") or () for value in _values(asker, trait, text, at)]
        yield Clause(name, test, tuple(values))


def _counted(asker: Asker, told: Mapping[str, Any], field: str) -> Counted:
    facts = str(told.get("facts") or "")
    if facts not in GROUNDS:
        raise NotUnderstood(one_of(facts, GROUNDS), f"{field}.facts")
    days = GROUNDS[facts].days
    return Counted(
        facts=facts,
        day=str(told.get("day") or next(iter(days))),
        how=_one(How, told.get("how") or How.COUNT, f"{field}.how"),
        what=str(told.get("what") or ""),
        where=tuple(clauses_told(asker, facts, told.get("where") or (), field)),
    )


def _values(asker: Asker, trait: Trait, text: Any, field: str) -> list[Value]:
    if trait.sort is Sort.NAMED:
        return _ids(asker, trait, str(text), field)
    if trait.sort is Sort.YES_NO:
        known = _YES.get(str(text).casefold())
        if known is None:
            raise NotUnderstood(one_of(str(text), ("yes", "no")), field)
        return [known]
    if trait.sort is Sort.WORD:
        return [str(text)]
    return [_number(asker, trait, str(text), field)]


def _ids(asker: Asker, trait: Trait, text: str, field: str) -> list[Value]:
    keys = keys_told(asker.user, trait.dimension, [text])
    known = set(NAMED[trait.dimension]._default_manager.values_list("pk", flat=True))  # noqa: SLF001 - Django's way to any model's records
    found: list[Value] = [key for key in keys if isinstance(key, int) and key in known]
    if not found:
        raise NotUnderstood(_("'%(text)s' is not known here. Give a name or an id.") % {"text": text}, field)
    return sorted(found, key=int)


def _number(asker: Asker, trait: Trait, text: str, field: str) -> int:
    """Read a count, or money in the company's currency with its digits behind the point."""
    currency = asker.company.currency if asker.company else None
    digits = currency.digits if currency and trait.sort is Sort.MONEY else 0
    number = number_of(text, field).scaleb(digits)
    if number != number.to_integral_value() or abs(number) > LARGEST:
        raise NotUnderstood(_("'%(text)s' is not a number here. Write 1000 or 99.50.") % {"text": text}, field)
    return int(number)


def _one(choices: type[_Choice], text: object, field: str) -> _Choice:
    try:
        return choices(str(text))
    except ValueError:
        raise NotUnderstood(one_of(str(text), choices), field) from None


def _better(text: object) -> str | None:
    if text in {None, "", "none"}:
        return None
    if text not in {"higher", "lower"}:
        raise NotUnderstood(one_of(str(text), ("higher", "lower", "none")), "better")
    return str(text)


def _told(asker: Asker, counted: Counted) -> dict[str, Any]:
    traits = counted.ground.traits
    where = [
        {
            "trait": clause.trait,
            "test": clause.test.value,
            "values": [_told_value(asker, traits[clause.trait], value) for value in clause.values],
        }
        for clause in counted.where
    ]
    return {
        "facts": counted.facts,
        "day": counted.day,
        "how": counted.how.value,
        "what": counted.what,
        "where": where,
    }


def _told_value(asker: Asker, trait: Trait, value: Value) -> str:
    """Write a value so that it can be read again: ids as they are, money with its digits behind the point."""
    if trait.sort is Sort.YES_NO:
        return "yes" if value else "no"
    if trait.sort is Sort.MONEY and asker.company:
        return f"{Decimal(int(value)).scaleb(-asker.company.currency.digits):f}"
    return str(value)
