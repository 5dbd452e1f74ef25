"""The catalogue of metrics: every module of the package ``headway.metrics`` holds one; a company may add its own."""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from functools import cache, cached_property
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
def built_in() -> Mapping[str, Metric]:
    """Return the metrics that everybody has, by their names, in the order of the names."""
    package = import_module("headway.metrics")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return MappingProxyType({name: import_module(f"{package.__name__}.{name}").metric for name in names})


def catalogue() -> Mapping[str, Metric]:
    """Return every metric that is known here by its name, in the order of the names."""
    further = _further.get()
    return built_in() if further is None else further.all


@contextmanager
def with_further(source: Callable[[], Mapping[str, Metric]]) -> Iterator[None]:
    """Let the catalogue know further metrics within; they are asked for once, by whoever first needs the catalogue.

    What is built in keeps its name.
    """
    outside = _further.set(_Further(source))
    try:
        yield
    finally:
        _further.reset(outside)


class _Further:
    def __init__(self, source: Callable[[], Mapping[str, Metric]]) -> None:
        self._source = source

    @cached_property
    def all(self) -> Mapping[str, Metric]:
        together = {**self._source(), **built_in()}
        return MappingProxyType({name: together[name] for name in sorted(together)})


# Of one request, command or job: another company's process has another list, and the next request perhaps a longer one.
_further: ContextVar[_Further | None] = ContextVar("further_metrics", default=None)


def find(asked: str) -> Metric:
    """Return the metric of a name or label; small slips of writing are forgiven.

    Raises UnknownMetric, whose sentence names the nearest ones.
    """
    if asked in catalogue():
        return catalogue()[asked]
    spoken, known = spoken_name(asked), _known()
    slip = [spoken] if spoken in known else get_close_matches(spoken, known, n=1, cutoff=0.9)
    if slip:
        return known[slip[0]]
    near = get_close_matches(spoken, known, n=3, cutoff=0.5)
    raise UnknownMetric(asked, list(dict.fromkeys(known[words].name for words in near)))


def _known() -> Mapping[str, Metric]:
    return {spoken_name(words): metric for metric in catalogue().values() for words in (metric.label, metric.name)}


def spoken_name(words: str) -> str:
    """Return a name or label as it is compared: two that differ in case, hyphens or spaces are alike."""
    return " ".join(words.casefold().replace("_", " ").replace("-", " ").split())
