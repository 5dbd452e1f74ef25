"""Mappings to use again: those that come with Headway, and those that the company has saved."""

import re
from dataclasses import dataclass
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable

from django.utils.translation import gettext as _

from headway.importers import load_mapping
from headway.web.imports.preparing.files import mappings_folder
from headway.web.imports.problem import ImportProblem
from headway.web.search import fold

_SHIPPED = package_files("headway.importers") / "examples"
_ENDING = ".toml"


@dataclass(frozen=True)
class SavedMapping:
    """A mapping by its name; the company's own can be replaced and deleted."""

    name: str
    is_own: bool


def saved_mappings() -> list[SavedMapping]:
    """Return the mappings there are: the company's own first, each kind by name."""
    own = sorted(path.stem for path in mappings_folder().glob(f"*{_ENDING}"))
    shipped = sorted(entry.name.removesuffix(_ENDING) for entry in _shipped() if entry.name.endswith(_ENDING))
    rest = [SavedMapping(name, is_own=False) for name in shipped if name not in own]
    return [*(SavedMapping(name, is_own=True) for name in own), *rest]


def mapping_named(name: str) -> str:
    """Return the text of a mapping, the company's own before one that comes with Headway of the same name."""
    known = {mapping.name: mapping for mapping in saved_mappings()}
    if name not in known:
        raise ImportProblem(
            _("There is no mapping “%(name)s”. Those there are: %(names)s.")
            % {"name": name, "names": ", ".join(known) or "—"}
        )
    if known[name].is_own:
        return (mappings_folder() / f"{name}{_ENDING}").read_text(encoding="utf-8")
    return (_SHIPPED / f"{name}{_ENDING}").read_text(encoding="utf-8")


def save_mapping(name: str, text: str) -> str:
    """Save a mapping under a name made fit for a file, and return that name; raise Refusal for an impossible one."""
    load_mapping(text)
    plain = re.sub(r"[^\w-]+", "_", fold(name)).strip("_")[:80]
    if not plain:
        raise ImportProblem(_("A mapping needs a name of letters or digits."))
    folder = mappings_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{plain}{_ENDING}").write_text(text, encoding="utf-8")
    return plain


def _shipped() -> list[Traversable]:
    return list(_SHIPPED.iterdir()) if _SHIPPED.is_dir() else []
