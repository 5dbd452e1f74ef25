"""The mapping of an import, from what the importers read."""

from dataclasses import fields

from docs.page import Page, Words, code, table
from headway.importers.fields import FIELDS
from headway.importers.mapping import CONTACT_KINDS, PHASES, Activity, DatedContact, Funnel, Mapping, Stage, Standing
from headway.importers.nouns import Noun, nouns

_OPENING = """# Mapping

A mapping says what the words of a file mean: which column holds what, which value stands for which stage. It is a small
TOML file. Headway proposes one for every file; [how to import a file](../how-to/import-a-file.md) shows whole ones.

"""
_KEYS = """## Keys

"""
_PARTS = {
    "funnel": (Funnel, "`[funnel]`"),
    "stage": (Stage, "A stage in `funnel.stages`"),
    "standing": (Standing, "A value in `[stages]` or `[outcomes]`, where more than the stage's name is to be said"),
    "activity": (Activity, "An activity in `[activities]`"),
    "contact": (DatedContact, "`[[contacts]]`"),
}
_NOUNS = """## Fields

What a row is (`noun`) decides which fields a column can be mapped to. A field in **bold** must have a column or a
constant: without it no row means anything.

"""


def page() -> Page:
    """Return the page: the keys of a mapping, and the fields of each noun."""
    words = Words("mapping")
    parts = [
        _OPENING,
        _KEYS,
        table(("key", "what it says"), [(code(each.name), words.of(f"key.{each.name}")) for each in fields(Mapping)]),
        *(_part(name, words) for name in _PARTS),
        f"Kinds of contact: {', '.join(map(code, CONTACT_KINDS))}. Phases: {', '.join(map(code, PHASES))}.\n\n",
        _NOUNS,
        *(_noun(name, noun, words) for name, noun in nouns().items()),
    ]
    return Page("".join(parts), words.gaps)


def _part(name: str, words: Words) -> str:
    kind, title = _PARTS[name]
    rows = [(code(each.name), words.of(f"{name}.{each.name}")) for each in fields(kind)]
    return f"{title}:\n\n" + table(("key", "what it says"), rows)


def _noun(name: str, noun: Noun, words: Words) -> str:
    rows = [_field(field, noun, words) for field in noun.FIELDS]
    return f"### {name}\n\n{words.of(f'noun.{name}')}\n\n" + table(("field", "holds", "meaning"), rows)


def _field(name: str, noun: Noun, words: Words) -> tuple[str, str, str]:
    shown = f"**{code(name)}**" if name in noun.REQUIRED else code(name)
    return shown, FIELDS[name].kind, words.of(f"field.{name}")
