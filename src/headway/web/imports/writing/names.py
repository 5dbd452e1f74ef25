"""Names in a file to records of ours: reps, teams, sources, segments, loss reasons and currencies."""

import re
from collections import defaultdict
from functools import cached_property
from typing import TypeVar

from babel.numbers import get_currency_precision
from django.db import models
from django.utils.translation import gettext as _

from headway.web.imports.tables import records
from headway.web.imports.writing.identity import Identity
from headway.web.models import (
    Company,
    Currency,
    ImportRun,
    LossReason,
    Membership,
    Referrer,
    Role,
    Segment,
    Source,
    Team,
    User,
)
from headway.web.search import fold

_Named = TypeVar("_Named", Source, Segment, LossReason, Referrer, Team)
# A domain that can never exist: nobody receives mail meant for a rep who is only known by name.
_NOWHERE = "import.invalid"
_CODE = re.compile(r"[A-Z]{3}")


class Names:
    """Looks names up for one import, and remembers which records it made, so that they can be taken back."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        # All who referred, as the file says, whether or not it is news.
        self.referring: set[int] = set()
        # An earlier attempt may have made some already.
        self.made: dict[str, list[int]] = defaultdict(list, run.counts.get("made", {}))
        # Counts up with every rep and team: what was read of them before is then out of date.
        self.people_made = 0
        # Names of reps as the file writes them, since a large one writes each many times.
        self._met: dict[str, int | None] = {}

    @property
    def made_count(self) -> int:
        """How many records were made so far, funnels included."""
        return sum(map(len, self.made.values()))

    def source(self, name: str | None) -> int | None:
        return self._one(Source, self._sources, name)

    def referrer(self, name: str | None) -> int | None:
        if name is None or (named := self._one(Referrer, self._referrers, name)) is None:
            return None
        self.referring.add(named)
        return named

    def segment(self, name: str | None) -> int | None:
        return self._one(Segment, self._segments, name)

    def loss_reason(self, name: str | None) -> int | None:
        # Hardly any contact has one, and each is asked for it.
        return None if name is None else self._one(LossReason, self._loss_reasons, name)

    def team(self, name: str | None) -> int | None:
        return self._one(Team, self._teams, name)

    def currency(self, code: str | None) -> Currency | None:
        """Return a currency by its code, the company's where none is written, and nothing for what is no code."""
        if not code:
            return self._home
        code = code.strip().upper()
        if code not in self._currencies and _CODE.fullmatch(code):
            self._currencies[code], _is_new = Currency.objects.get_or_create(
                code=code, defaults={"digits": min(get_currency_precision(code), 4)}
            )
        return self._currencies.get(code)

    def rep(self, name: str | None, email: str | None = None) -> int | None:
        """Return a rep by e-mail or name, made as one who cannot sign in yet where nobody is called so."""
        if name is None:
            return None
        if email is None and name in self._met:
            return self._met[name]
        self._met[name] = id_ = self._rep(name, email)
        return id_

    def _rep(self, name: str, email: str | None) -> int | None:
        key = fold(name := _kept(User, name))
        if not key:
            return None
        known = self._reps_by_email.get(email.lower()) if email else None
        if known is None:
            known = self._reps.get(key)
        return self._make_rep(name, email) if known is None else known

    @cached_property
    def unknown_rep(self) -> int:
        """The rep of contacts for which the file names nobody."""
        email = f"unknown@{_NOWHERE}"
        known = User.objects.filter(email=email).values_list("pk", flat=True).first()
        return self._make_rep(_("Unknown"), email) if known is None else known

    def _one(self, model: type[_Named], known: dict[str, int], name: str | None) -> int | None:
        if name is None or not (key := fold(name := _kept(model, name))):
            return None
        if key not in known:
            known[key] = records(model).create(name=name).pk
            self.made[model._meta.model_name or ""].append(known[key])
            self.people_made += model is Team
        return known[key]

    def _make_rep(self, name: str, email: str | None) -> int:
        fields = {"name": name, "role": Role.REP, "import_run": self._run}
        address = email.lower() if email and "@" in email else self._free_address(name)
        rep = User.objects.create_user(address, None, **fields)
        self.people_made += 1
        self.made["user"].append(rep.pk)
        self._reps_by_email[rep.email] = rep.pk
        return self._reps.setdefault(fold(name), rep.pk)

    def _free_address(self, name: str) -> str:
        """Return an address of nowhere that nobody has yet."""
        word = re.sub(r"[^a-z0-9]+", ".", fold(name)).strip(".")
        address = f"{word or Identity('').of('rep', name)[:12]}@{_NOWHERE}"
        if address not in self._reps_by_email:
            return address
        return f"{Identity('').of('rep', name)[:12]}@{_NOWHERE}"

    @cached_property
    def _home(self) -> Currency:
        return Company.objects.select_related("currency").get().currency

    @cached_property
    def _currencies(self) -> dict[str, Currency]:
        return Currency.objects.in_bulk()

    @cached_property
    def _sources(self) -> dict[str, int]:
        return _known(Source)

    @cached_property
    def _referrers(self) -> dict[str, int]:
        return _known(Referrer)

    @cached_property
    def _segments(self) -> dict[str, int]:
        return _known(Segment)

    @cached_property
    def _loss_reasons(self) -> dict[str, int]:
        return _known(LossReason)

    @cached_property
    def _teams(self) -> dict[str, int]:
        return _known(Team)

    @cached_property
    def _reps(self) -> dict[str, int]:
        """Of several people of one name, the one who is active and came first."""
        people = User.objects.order_by("is_active", "-pk").values_list("name", "pk")
        return {fold(name): pk for name, pk in people}

    @cached_property
    def _reps_by_email(self) -> dict[str, int]:
        return dict(User.objects.values_list("email", "pk"))


def join_team(user: User, team_id: int) -> None:
    """Put a user into a team for as long as anything is known of them."""
    user.team_id = team_id
    user.save(update_fields=["team"])
    Membership.objects.get_or_create(user=user, team_id=team_id)


def _kept(model: type[models.Model], name: str) -> str:
    """Return a name as it is kept, and found again by the next file: its words apart, as long as there is room for."""
    longest = model._meta.get_field("name").max_length  # type: ignore[union-attr]
    return " ".join(name.split())[:longest].rstrip()


def _known(model: type[models.Model]) -> dict[str, int]:
    return {fold(name): pk for name, pk in records(model).order_by("-pk").values_list("name", "pk")}
