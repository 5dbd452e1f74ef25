"""Stages, activities and contacts guessed from the values of a column, by words for winning, losing and talking."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from headway.importers.inspection import Column
from headway.importers.mapping import Activity, Funnel, Mapping, Stage, Standing

# Losing is looked for first: "not realised" holds "realised".
_LOST: Final = (
    "lost", "declin", "reject", "cancel", "denied", "refus", "abandon", "disqualif", "не реализ", "отказ", "проигр",
    "потер", "отмен", "elvesz", "elutas", "vesztett", "lemond", "törölt", "sikertelen",
)  # fmt: skip
_WON: Final = (
    "won", "approved", "signed", "paid", "sold", "успешно", "реализов", "выигр", "продаж", "оплач", "megnyer", "nyert",
    "elfogad", "fizetve", "eladva",
)  # fmt: skip
_EARLY: Final = ("new", "lead", "prospect", "первичн", "нов", "неразобр", "лид", "új", "érdeklőd", "jelölt")
_KINDS: Final = {
    "meeting": ("meeting", "visit us", "встреч", "megbeszél", "találkoz", "tárgyal"),
    "email": ("email", "e-mail", "письм", "почт"),
    "message": ("message", "chat", "sms", "whatsapp", "telegram", "сообщен", "чат", "üzenet"),
    "demo": ("demo", "демо", "bemutat", "презентац", "presentation"),
    "visit": ("visit", "визит", "выезд", "látogat"),
    "mail": ("letter", "direct mail", "post", "levél"),
    "call": ("call", "phone", "bellen", "звон", "telefon", "hívás"),
}


def propose_standings(mapping: Mapping, fields: dict[str, Column]) -> Mapping:
    """Make a funnel of the values of the stage, and give outcomes and kinds of contact what they seem to mean."""
    stages, outcomes = _values(fields, "stage"), _values(fields, "outcome")
    road = [value for value in stages if _phase(value) is None]
    funnel: Funnel | None = _funnel(sorted(road, key=lambda value: not _has(value, _EARLY)))
    if mapping.noun not in {"deal", "contact"} or not (stages or outcomes or mapping.noun == "deal"):
        funnel = None
    kinds = {value: kind for value in _values(fields, "contact_kind") if (kind := _kind(value)) not in {None, value}}
    return replace(
        mapping,
        funnel=funnel,
        stages={value: _standing(value, value) for value in stages},
        outcomes={value: _standing(value, "") for value in outcomes},
        aliases={"contact_kind": {value: kind for value, kind in kinds.items() if kind}} if kinds else {},
    )


def stages_for_outcomes(fields: dict[str, Column]) -> dict[str, Column]:
    """Read a status as the stage where no column holds one and it tells several that are neither won nor lost."""
    on_the_road = [value for value in _values(fields, "outcome") if _phase(value) is None]
    if "stage" in fields or len(on_the_road) < 2:
        return fields
    return {"stage" if field == "outcome" else field: column for field, column in fields.items()}


def tells_wins(fields: dict[str, Column]) -> bool:
    """Tell whether a table of deals says which of them were won, and on which day."""
    endings = [*_values(fields, "stage"), *_values(fields, "outcome")]
    return "won_at" in fields or ("closed_at" in fields and any(_phase(value) == "won" for value in endings))


def propose_activities(mapping: Mapping, fields: dict[str, Column], lasting: Collection[str]) -> Mapping:
    """Make stages of the activities that just happen, in the order of the file, contacts of those that last."""
    names = _values(fields, "activity")
    contacts = {name: kind for name in names if (kind := _kind(name) or ("call" if name in lasting else None))}
    roads = [name for name in names if name not in contacts and _phase(name) is None]
    activities = {name: Activity(contact=contacts[name]) if name in contacts else _change(name) for name in names}
    return replace(mapping, funnel=_funnel(roads), activities=activities)


def _change(name: str) -> Activity:
    standing = _standing(name, name)
    return Activity(stage=standing.stage, reason=standing.reason)


def _funnel(names: Iterable[str]) -> Funnel:
    """Take the stages in the order given: the first is a lead's, the others are opportunities."""
    roads = [*names] or ["New"]
    stages = [Stage(name, "opportunity" if number else "lead") for number, name in enumerate(roads)]
    return Funnel("Sales", (*stages, Stage("Won", "won"), Stage("Lost", "lost")))


def _standing(value: str, otherwise: str) -> Standing:
    phase = _phase(value)
    if phase == "lost":
        return Standing("Lost", value)
    return Standing("Won") if phase == "won" else Standing(otherwise)


def _phase(value: str) -> str | None:
    if _has(value, _LOST):
        return "lost"
    return "won" if _has(value, _WON) else None


def _kind(value: str) -> str | None:
    return next((kind for kind, words in _KINDS.items() if _has(value, words)), None)


def _has(value: str, words: Iterable[str]) -> bool:
    folded = value.casefold()
    return any(word in folded for word in words)


def _values(fields: dict[str, Column], field: str) -> list[str]:
    return [value for value, _ in fields[field].values] if field in fields else []
