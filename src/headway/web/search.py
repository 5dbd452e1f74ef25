"""Finding clients by any spelling: names, phones and e-mails folded to one form on both databases."""

import unicodedata
from collections.abc import Sequence
from functools import cache

from django.db import connection, connections
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from headway.web.models import Client

_LETTERS = str.maketrans({"ё": "е", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae"})


def fold(text: str) -> str:
    """Return text without case, accents and doubled spaces, so that 'Ковач' is found by 'ковач' and Árpád by 'arp'."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("й", "\ue000"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.replace("\ue000", "й").translate(_LETTERS).split())


def search_key(client: Client) -> str:
    """Return the folded text that a client is found by, with its persons and the clients that were merged into it;
    words begin after a space, phones stand as digits.
    """
    own = search_key_of(client.name, client.email, client.phone, client.tax_number)
    if not client.pk:
        return own
    persons = (search_key_of(person.name, person.email, person.phone, "") for person in client.persons.all())
    return "".join((own, *persons, *map(search_key, client.merged.all())))


def search_key_of(name: str, email: str, phone: str, tax_number: str) -> str:
    """Return the same for one that is no record yet."""
    return f" {fold(name)} {fold(email)} {digits_of(phone)} {tax_number.casefold()}".rstrip()


def is_told(client: Client, text: str) -> bool:
    """Whether a text names a client of whom one may know the name alone: by words of it, or by a phone, e-mail or tax
    number that is told in full, so that nobody finds one out by guessing its beginning; or one that was merged into it.
    """
    name, whole, digits = fold(client.name), fold(text), digits_of(text)
    if all(word in name for word in whole.split()):
        return True
    phone = digits_of(client.phone)
    if whole in {fold(client.email), client.tax_number.casefold()} or (bool(phone) and digits == phone):
        return True
    return any(is_told(each, text) for each in client.merged.all())


def search_clients(clients: QuerySet[Client], text: str) -> QuerySet[Client]:
    """Narrow clients to those in whose name, e-mail, phone or tax number every word of the text stands."""
    words = fold(text).split()
    condition = holding(words)
    for number in numbers_in(text):
        condition |= holding([number])
    return clients.filter(condition) if words else clients


def holding(parts: Sequence[str]) -> Q:
    """Return what narrows clients to those whose key holds every one of these folded parts of it."""
    condition = Q()
    for part in parts:
        condition &= Q(search_key__contains=part)
    known = [part for part in parts if len(part) >= _LETTERS_KNOWN]
    if known and _keeps_trigrams(connection.vendor, connection.alias):
        quoted = " AND ".join('"{}"'.format(part.replace('"', '""')) for part in known)
        condition &= Q(pk__in=RawSQL(_BY_TRIGRAMS, (quoted,)))  # noqa: S611 - a fixed statement; the letters are bound
    return condition


def numbers_in(text: str) -> list[str]:
    """Return the digits by which a phone is found, however it is written here and there.

    Of a whole number the last eight count: +36 1 555 1234, 0036 1 555 1234 and 06 1 555 1234 call the same phone, and
    so do +7 912 and 8 (912). Of a part, with and without what leads out of a town.
    """
    digits = digits_of(text)
    if len(digits) < _DIGITS_KNOWN:
        return []
    if len(digits) > _DIGITS_OF_A_PHONE:
        return [digits[-_DIGITS_OF_A_PHONE:]]
    bare = digits.removeprefix("06").removeprefix("0")
    return [digits] if bare == digits or len(bare) < _DIGITS_KNOWN else [digits, bare]


def digits_of(text: str) -> str:
    """Return the digits of a text, in the signs that we write them with."""
    return "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdecimal()) if text else ""


def other_layout(text: str) -> str:
    """Return what was meant where the keyboard stood on the other alphabet: 'gjvgf' is 'помпа', and back."""
    return text.casefold().translate(_LAYOUTS)


_LETTERS_KNOWN, _DIGITS_KNOWN, _DIGITS_OF_A_PHONE = 3, 4, 8
_LATIN, _CYRILLIC = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё"
_LAYOUTS = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)
_BY_TRIGRAMS = "SELECT rowid FROM web_client_trigrams WHERE web_client_trigrams MATCH %s"


@cache
def _keeps_trigrams(vendor: str, alias: str) -> bool:
    """Whether SQLite was built with what finds three letters; PostgreSQL takes its index for LIKE by itself."""
    return vendor == "sqlite" and "web_client_trigrams" in connections[alias].introspection.table_names()
