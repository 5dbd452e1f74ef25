"""The catalogue of metrics: every module of the package ``headway.metrics`` holds one."""

import pkgutil
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from types import MappingProxyType

from headway.engine.metric import Metric
from headway.engine.text import Sentence, either, gettext_noop

_NEAR = gettext_noop("There is no metric '%(asked)s'. Did you mean %(near)s?")
_ALL = gettext_noop("There is no metric '%(asked)s'. There are: %(names)s.")


class UnknownMetric(LookupError):
    """No metric has that name."""

    def __init__(self, asked: str, near: list[str]) -> None:
        names = ", ".join(catalogue())
        super().__init__(
            Sentence(_NEAR, asked=asked, near=either(near)) if near else Sentence(_ALL, asked=asked, names=names)
        )
        self.asked = asked
        self.near = near


@cache
def catalogue() -> Mapping[str, Metric]:
    """Return every metric by its name, in the order of the names."""
    package = import_module("headway.metrics")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return MappingProxyType({name: import_module(f"{package.__name__}.{name}").metric for name in names})


def find(asked: str) -> Metric:
    """Return the metric of a name or label; small slips of writing are forgiven.

    Raises UnknownMetric, whose sentence names the nearest ones.
    """
    spoken, known = _spoken(asked), _known()
    slip = [spoken] if spoken in known else get_close_matches(spoken, known, n=1, cutoff=0.9)
    if slip:
        return known[slip[0]]
    near = get_close_matches(spoken, known, n=3, cutoff=0.5)
    raise UnknownMetric(asked, list(dict.fromkeys(known[words].name for words in near)))


@cache
def _known() -> Mapping[str, Metric]:
    return {_spoken(words): metric for metric in catalogue().values() for words in (metric.label, metric.name)}


def _spoken(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").replace("-", " ").split())
