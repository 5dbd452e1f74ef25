"""Finding clients by any spelling: names, phones and e-mails folded to one form on both databases."""

import re
import unicodedata
from itertools import islice

from django.db.models import Q, QuerySet

from headway.web.models import Client

_DIGITS = re.compile(r"\D+")
_LETTERS = str.maketrans({"ё": "е", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae"})


def fold(text: str) -> str:
    """Return text without case, accents and doubled spaces, so that 'Ковач' is found by 'ковач' and Árpád by 'arp'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("й", "\ue000"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.replace("\ue000", "й").translate(_LETTERS).split())


def search_key(client: Client) -> str:
    """Return the folded text that a client is found by; words begin after a space, phones stand as digits."""
    return search_key_of(client.name, client.email, client.phone, client.tax_number)


def search_key_of(name: str, email: str, phone: str, tax_number: str) -> str:
    """Return the same for one that is no record yet."""
    return f" {fold(name)} {fold(email)} {_DIGITS.sub('', phone)} {tax_number.casefold()}".rstrip()


def search_known_by_name(clients: QuerySet[Client], text: str, count: int) -> list[Client]:
    """Return some of the clients of whom one may know the name alone: by words of it, or by a phone, e-mail or tax
    number that is told in full, so that nobody finds one out by guessing its beginning.
    """
    found = (client for client in search_clients(clients, text).order_by("search_key", "pk").iterator())
    return list(islice((client for client in found if _is_told(client, text)), count))


def _is_told(client: Client, text: str) -> bool:
    name, whole, digits = fold(client.name), fold(text), _DIGITS.sub("", text)
    if all(word in name for word in whole.split()):
        return True
    phone = _DIGITS.sub("", client.phone)
    return whole in {fold(client.email), client.tax_number.casefold()} or (bool(phone) and digits == phone)


def search_clients(clients: QuerySet[Client], text: str) -> QuerySet[Client]:
    """Narrow clients to those in whose name, e-mail, phone or tax number every word of the text stands."""
    words = fold(text).split()
    digits = _DIGITS.sub("", text)
    condition = Q()
    for word in words:
        condition &= Q(search_key__contains=word)
    if len(digits) >= 4:
        condition |= Q(search_key__contains=digits)
    return clients.filter(condition) if words else clients
