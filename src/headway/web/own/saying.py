"""Says a definition in the reader's words: its formula, and what it leaves out."""

from collections.abc import Iterable, Mapping
from functools import reduce

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.definition import Clause, Comparison, Counted, Definition, Value
from headway.engine.dimension import Dimension
from headway.engine.ground import How, Sort, Trait
from headway.web import figures
from headway.web.models import Currency, Funnel, LossReason, Segment, Source, Stage, TallyKind, TimeCategory

NAMED: Mapping[Dimension, type[Model]] = {
    Dimension.SOURCE: Source,
    Dimension.SEGMENT: Segment,
    Dimension.FUNNEL: Funnel,
    Dimension.STAGE: Stage,
    Dimension.LOSS_REASON: LossReason,
    Dimension.TALLY_KIND: TallyKind,
    Dimension.TIME_CATEGORY: TimeCategory,
}
_HOWS: Mapping[How, str | Promise] = {
    How.COUNT: pgettext_lazy("formula", "Number: %(rows)s"),
    How.SUM: pgettext_lazy("formula", "Sum: %(what)s; %(rows)s"),
    How.MEAN: pgettext_lazy("formula", "Mean: %(what)s; %(rows)s"),
    How.MEDIAN: pgettext_lazy("formula", "Median: %(what)s; %(rows)s"),
    How.DISTINCT: pgettext_lazy("formula", "How many different ones: %(what)s; %(rows)s"),
}
_TESTS: Mapping[Comparison, str | Promise] = {
    Comparison.IS: pgettext_lazy("condition", "%(trait)s: %(values)s"),
    Comparison.IS_NOT: pgettext_lazy("condition", "%(trait)s: not %(values)s"),
    Comparison.AT_LEAST: pgettext_lazy("condition", "%(trait)s: %(values)s or more"),
    Comparison.LESS_THAN: pgettext_lazy("condition", "%(trait)s: less than %(values)s"),
    Comparison.KNOWN: pgettext_lazy("condition", "%(trait)s: known"),
    Comparison.UNKNOWN: pgettext_lazy("condition", "%(trait)s: not known"),
}
_AND = gettext_lazy("%(told)s; %(condition)s")


class Names:
    """The names of records by their ids; those of a model are read together, when the first of them is needed."""

    def __init__(self) -> None:
        self._known: dict[Dimension, dict[int, str]] = {}

    def of(self, dimension: Dimension, key: Value) -> str:
        """Return the name of a record, or its id where there is none any more."""
        if dimension not in self._known:
            named = NAMED[dimension]._default_manager.values_list("pk", "name")  # noqa: SLF001 - Django's way to any model's records
            self._known[dimension] = dict(named)
        return self._known[dimension].get(int(key), f"#{key}")


def formula_of(definition: Definition, currency: Currency | None, names: Names | None = None) -> str:
    """Say what is counted, and what it is divided by; ``names`` where several are said together."""
    names = names or Names()
    of = _counted(definition.of, currency, names)
    if definition.per is None:
        return f"{of}."
    return _("(%(of)s) / (%(per)s).") % {"of": of, "per": _counted(definition.per, currency, names)}


def left_out_of(definition: Definition) -> str:
    """Say which rows cannot be counted, because something about them is not known."""
    sides = [each for each in (definition.of, definition.per) if each is not None]
    told = [_unknown(each) for each in sides if each.how.takes == "quantity" and _leaves_out(each)]
    told += [_(each.by.left_out) for each in sides if each.by.left_out]
    if any(each.by.dated is not None for each in sides):
        told.append(_("Deals whose day of entry is not known count in no period, only in all time."))
    return " ".join(dict.fromkeys(told)) or _("Nothing.")


def clause_words(clause: Clause, trait: Trait, currency: Currency | None, names: Names) -> str:
    """Say a condition on the rows."""
    values = [_value_words(trait, each, currency, names) for each in clause.values]
    joined = reduce(lambda one, other: _("%(first)s or %(second)s") % {"first": one, "second": other}, values or [""])
    return str(_TESTS[clause.test]) % {"trait": _(trait.words), "values": joined}


def _value_words(trait: Trait, value: Value, currency: Currency | None, names: Names) -> str:
    if trait.sort is Sort.YES_NO:
        return _("yes") if value else _("no")
    if trait.sort is Sort.WORD:
        return _(trait.values[str(value)])
    if trait.sort is Sort.NAMED:
        return names.of(trait.dimension, value)
    if trait.sort is Sort.MONEY and currency is not None:
        return figures.money(int(value), currency.code, currency.digits)
    return figures.number(int(value))


def _counted(counted: Counted, currency: Currency | None, names: Names) -> str:
    ground = counted.ground
    takes = {"": "", "things": ground.things.get(counted.what, "")}
    what = takes[counted.how.takes] if counted.how.takes in takes else ground.quantities[counted.what].words
    rows = _(counted.by.words)
    told = str(_HOWS[counted.how]) % {"rows": rows, "what": _(what) if what else ""}
    where = (clause_words(each, ground.traits[each.trait], currency, names) for each in counted.where)
    return _joined(told, where)


def _joined(told: str, conditions: Iterable[str]) -> str:
    return reduce(lambda one, other: str(_AND) % {"told": one, "condition": other}, conditions, told)


def _leaves_out(counted: Counted) -> bool:
    return counted.ground.quantities[counted.what].left_out is not None


def _unknown(counted: Counted) -> str:
    return _("Those of which this is not known: %(what)s.") % {"what": _(counted.ground.quantities[counted.what].words)}
