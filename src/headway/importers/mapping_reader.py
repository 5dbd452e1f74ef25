"""A mapping read from its text (TOML); whatever is unknown or impossible is told with what is allowed."""

import tomllib
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Table
from typing import Any, Final, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from headway.engine.text import Sentence, gettext_noop
from headway.importers.fields import FIELDS
from headway.importers.mapping import CONTACT_KINDS, PHASES, Activity, DatedContact, Funnel, Mapping, Stage, Standing
from headway.importers.nouns import nouns
from headway.importers.refusals import ColumnMissing, MappingError

_KEYS: Final = (
    "noun", "origin", "time_zone", "columns", "constants", "aliases", "funnel", "stages", "outcomes", "activities",
    "ignored_activities", "contacts", "system_reps",
)  # fmt: skip
_NO_TOML: Final = gettext_noop("it is not written as TOML (%(trouble)s).")
_NO_KEY: Final = gettext_noop("there is no key “%(key)s” in %(place)s; use one of %(allowed)s.")
_NO_VALUE: Final = gettext_noop("%(place)s cannot be “%(value)s”; use one of %(allowed)s.")
_NO_TEXT: Final = gettext_noop("%(place)s must be text.")
_NO_NAMES: Final = gettext_noop("%(place)s must be a name or a list of names.")
_NO_FLAG: Final = gettext_noop("%(place)s must be true or false.")
_NO_TABLE: Final = gettext_noop("%(place)s must be a table.")
_NO_TABLES: Final = gettext_noop("%(place)s must be a list of tables.")
_REQUIRED: Final = gettext_noop(
    "a row read as “%(noun)s” needs the field “%(field)s” (%(label)s): name its column, or a constant for it."
)
# Fields that do instead of one that is needed: a sale without a deal is its client's.
INSTEAD: Final = {("sale", "deal"): ("client", "client_key")}
_ENDS: Final = {
    "won": gettext_noop("the funnel needs one stage of the phase won, and has %(count)s."),
    "lost": gettext_noop("the funnel needs one stage of the phase lost, and has %(count)s."),
}
_MAPPING: Final = gettext_noop("the mapping")
_NO_OPEN_STAGE: Final = gettext_noop("the funnel needs a stage of the phase lead or opportunity.")
_TWICE: Final = gettext_noop("%(place)s names “%(value)s” twice; each may stand once.")
_NO_FUNNEL: Final = gettext_noop("%(place)s names a stage, so [funnel] has to list the stages.")
_NO_ZONE: Final = gettext_noop("there is no time zone “%(value)s”; use a name such as Europe/Budapest.")


def load_mapping(text: str) -> Mapping:
    """Read a mapping; raise `MappingError` with the place, the trouble and what is allowed there."""
    try:
        root = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        _fail(_NO_TOML, trouble=str(trouble))
    _allow(root, _KEYS, Sentence(_MAPPING))
    known = nouns()
    noun = _choice(root.get("noun", ""), known, "noun")
    fields = known[noun].FIELDS
    funnel = _funnel(root["funnel"]) if "funnel" in root else None
    mapping = Mapping(
        noun,
        columns={field: _names(value, f"columns.{field}") for field, value in _fields(root, "columns", fields).items()},
        constants={
            field: _text(value, f"constants.{field}") for field, value in _fields(root, "constants", fields).items()
        },
        aliases={field: _texts(value, f"aliases.{field}") for field, value in _fields(root, "aliases", fields).items()},
        funnel=funnel,
        stages=_standings(root, "stages", funnel),
        outcomes=_standings(root, "outcomes", funnel),
        activities=_activities(root, funnel),
        ignored_activities=_names(root.get("ignored_activities", []), "ignored_activities"),
        contacts=_dated_contacts(root),
        system_reps=_names(root.get("system_reps", []), "system_reps"),
        time_zone=_time_zone(root),
        origin=_optional_text(root, "origin", "origin"),
    )
    require_fields(mapping)
    return mapping


def require_fields(mapping: Mapping) -> None:
    """Raise `MappingError` if the mapping lacks a field without which no row means anything."""
    for field in nouns()[mapping.noun].REQUIRED:
        names = (field, *INSTEAD.get((mapping.noun, field), ()))
        if not any(name in mapping.columns or name in mapping.constants for name in names):
            _fail(_REQUIRED, noun=Sentence(mapping.noun), field=field, label=Sentence(FIELDS[field].label))


def require_columns(mapping: Mapping, columns: Collection[str]) -> None:
    """Raise `ColumnMissing` if the mapping speaks of a column that the file has not."""
    for column in mapping.wanted_columns:
        if column not in columns:
            raise ColumnMissing(column=column, columns=", ".join(columns))


def _fields(root: Table[str, Any], key: str, fields: Iterable[str]) -> dict[str, Any]:
    table = _table(root.get(key, {}), key)
    _allow(table, fields, f"[{key}]")
    return table


def _funnel(value: object) -> Funnel:
    table = _table(value, "[funnel]")
    _allow(table, ("name", "stages"), "[funnel]")
    stages = tuple(_stage(stage) for stage in _tables(table.get("stages", []), "funnel.stages"))
    _once([stage.name for stage in stages], "funnel.stages")
    phases = [stage.phase for stage in stages]
    for phase, trouble in _ENDS.items():
        if phases.count(phase) != 1:
            _fail(trouble, count=phases.count(phase))
    if len(phases) < 3:
        _fail(_NO_OPEN_STAGE)
    return Funnel(_text(table.get("name"), "funnel.name"), stages)


def _stage(table: dict[str, Any]) -> Stage:
    _allow(table, ("name", "phase"), "funnel.stages")
    return Stage(
        _text(table.get("name"), "funnel.stages.name"), _choice(table.get("phase"), PHASES, "funnel.stages.phase")
    )


def _standings(root: Table[str, Any], key: str, funnel: Funnel | None) -> dict[str, Standing]:
    standings = {}
    for value, meant in _table(root.get(key, {}), key).items():
        place = f"{key}.{value}"
        table = {"stage": meant} if isinstance(meant, str) else _table(meant, place)
        _allow(table, ("stage", "reason"), place)
        is_passed_on = key == "outcomes" and table.get("stage") == ""
        stage = "" if is_passed_on else _stage_name(table.get("stage"), funnel, place)
        standings[value] = Standing(stage, _optional_text(table, "reason", place))
    return standings


def _activities(root: Table[str, Any], funnel: Funnel | None) -> dict[str, Activity]:
    activities = {}
    for name, value in _table(root.get("activities", {}), "activities").items():
        place = f"activities.{name}"
        table = _table(value, place)
        _allow(table, Activity.__dataclass_fields__, place)
        activities[name] = Activity(
            stage=_stage_name(table["stage"], funnel, place) if "stage" in table else None,
            reason=_optional_text(table, "reason", place),
            contact=_choice(table["contact"], CONTACT_KINDS, f"{place}.contact") if "contact" in table else None,
            first_only=_flag(table, "first_only", place),
            is_inbound=_flag(table, "is_inbound", place),
            is_cold=_flag(table, "is_cold", place),
        )
    return activities


def _dated_contacts(root: Table[str, Any]) -> tuple[DatedContact, ...]:
    contacts = []
    for table in _tables(root.get("contacts", []), "contacts"):
        _allow(table, DatedContact.__dataclass_fields__, "[[contacts]]")
        contacts.append(
            DatedContact(
                _text(table.get("at"), "contacts.at"),
                _choice(table.get("kind"), CONTACT_KINDS, "contacts.kind"),
                rep=_optional_text(table, "rep", "contacts"),
                is_inbound=_flag(table, "is_inbound", "contacts"),
                is_cold=_flag(table, "is_cold", "contacts"),
                note=_optional_text(table, "note", "contacts") or "",
            )
        )
    _once([contact.at for contact in contacts], "contacts")
    return tuple(contacts)


def _time_zone(root: Table[str, Any]) -> str | None:
    name = _optional_text(root, "time_zone", "time_zone")
    try:
        return name and ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _fail(_NO_ZONE, value=name)


def _stage_name(value: object, funnel: Funnel | None, place: str) -> str:
    if funnel is None:
        _fail(_NO_FUNNEL, place=place)
    return _choice(value, [stage.name for stage in funnel.stages], place)


def _allow(table: Iterable[str], allowed: Iterable[str], place: str) -> None:
    for key in table:
        if key not in allowed:
            _fail(_NO_KEY, key=key, place=place, allowed=", ".join(allowed))


def _choice(value: object, allowed: Iterable[str], place: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        _fail(_NO_VALUE, place=place, value="" if value is None else value, allowed=", ".join(allowed))
    return value


def _once(names: list[str], place: str) -> None:
    for name in names:
        if names.count(name) > 1:
            _fail(_TWICE, place=place, value=name)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value:
        _fail(_NO_TEXT, place=place)
    return value


def _optional_text(table: Table[str, Any], key: str, place: str) -> str | None:
    return _text(table[key], f"{place}.{key}") if key in table else None


def _texts(value: object, place: str) -> dict[str, str]:
    return {key: _text(meant, f"{place}.{key}") for key, meant in _table(value, place).items()}


def _names(value: object, place: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        _fail(_NO_NAMES, place=place)
    return tuple(value)


def _flag(table: Table[str, Any], key: str, place: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        _fail(_NO_FLAG, place=f"{place}.{key}")
    return value


def _table(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _fail(_NO_TABLE, place=place)
    return value


def _tables(value: object, place: str) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        _fail(_NO_TABLES, place=place)
    return [_table(one, place) for one in value]


def _fail(template: str, /, **values: object) -> NoReturn:
    raise MappingError(trouble=Sentence(template, **values))
