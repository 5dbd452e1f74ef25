"""The words of the demo company in each language: who works there, what it sells, to whom, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, kw_only=True)
class Product:
    """Something to sell, with its price from and to in units of the company's currency."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """Everything that is read in the demo company.

    ``people`` are the owner, the analyst, the two heads of sales and the eight reps, each a name and the first part of
    the e-mail address. ``rates`` tell what a unit of each foreign currency is worth. ``segments`` name the businesses
    of their clients. ``notes`` are sentences by occasion, ``partners`` refer clients, ``counters`` are business
    cards and what else is tallied, ``time_categories`` are two of selling time and two of all else, and ``scenarios``
    of its levers are of more leads, and of fewer discounts.
    """

    company: str
    country: str
    currency: str
    time_zone: str
    rates: Mapping[str, str]
    teams: tuple[str, str]
    people: tuple[tuple[str, str], ...]
    funnel: str
    stages: Mapping[str, str]
    sources: Mapping[str, str]
    segments: Mapping[str, tuple[str, ...]]
    loss_reasons: tuple[str, ...]
    products: tuple[Product, ...]
    service: Product
    spare_parts: Product
    deal_name: str
    client_name: str
    places: tuple[str, ...]
    person_name: str
    first_names: tuple[str, ...]
    family_names: tuple[str, ...]
    job_titles: tuple[str, ...]
    phone: str
    notes: Mapping[str, tuple[str, ...]]
    partners: tuple[str, ...]
    counters: tuple[str, str]
    time_categories: tuple[str, str, str, str]
    scenarios: tuple[str, str]


def listed(text: str) -> tuple[str, ...]:
    """Return the names in a text, which are parted by commas."""
    return tuple(" ".join(name.split()) for name in text.split(","))


def words_of(language: str) -> Words:
    """Return the words of a language that Headway speaks."""
    words: Words = import_module(f"{__name__}.{language}").WORDS
    return words
