"""Access tokens: made once, shown once, kept as a digest, and able to do what their user may and their scopes allow."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.web import audit
from headway.web.models import ApiToken, User
from headway.web.stencil import Stencil

_MARK = "hw_"
_PREFIX_LENGTH = 8
_SECRET_LENGTH = 43
# Alike letters and digits are left out: people compare prefixes by eye.
_PREFIX_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_NOTED_EVERY = timedelta(hours=1)


class Scope(models.TextChoices):
    """What a token may do, within what its user may."""

    READ = "read", _("read numbers and records")
    LOG = "log", _("log contacts, clients, deals, moves and sales")


def make_token(
    user: User, name: str, scopes: Sequence[str], *, by: User | None, now: datetime, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Make a token and return it with its text, which nobody can read again."""
    prefix = "".join(secrets.choice(_PREFIX_LETTERS) for _letter in range(_PREFIX_LENGTH))
    text = f"{_MARK}{prefix}{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=user,
            name=name.strip(),
            prefix=prefix,
            digest=_digest(text),
            scopes=[scope for scope in Scope.values if scope in scopes],
            created_at=now,
            expires_at=expires_at,
        )
        audit.record(by, "make", token, now, after=audit.snapshot(token, ("user", "name", "scopes", "expires_at")))
    return token, text


def revoke_token(token: ApiToken, *, by: User | None, now: datetime) -> None:
    """End a token for good."""
    with transaction.atomic():
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        audit.record(by, "revoke", token, now, after=audit.snapshot(token, ("user", "name")))


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The tokens that a user has made, the newest first."""
    return ApiToken.objects.filter(user=user).order_by("-created_at", "-pk")


def all_tokens() -> QuerySet[ApiToken]:
    """Everybody's tokens, for whoever keeps the installation."""
    return ApiToken.objects.select_related("user").order_by("-created_at", "-pk")


def token_told(text: str, now: datetime) -> ApiToken | None:
    """Return the token whose text this is, if it still holds and its user may sign in; note that it was used."""
    return tokens_told([text], now)[0]


def tokens_told(texts: Sequence[str], now: datetime) -> list[ApiToken | None]:
    """Return for each text what `token_told` does for one."""
    return tokens_told_later(texts, now)()


def tokens_told_later(texts: Sequence[str], now: datetime) -> Callable[[], list[ApiToken | None]]:
    """Ask the same among statements in one go, and return what gives the tokens after the last of them."""
    asked = [text for text in dict.fromkeys(texts) if _may_be_one(text)]
    found = _HOLDING.each_later([(now, _digest(text)) for text in asked])

    def told() -> list[ApiToken | None]:
        tokens = {text: holding[0] for text, holding in zip(asked, found(), strict=True) if holding}
        for token in tokens.values():
            _note_use(token, now)
        return [tokens.get(text) for text in texts]

    return told


def _note_use(token: ApiToken, now: datetime) -> None:
    if token.latest_used_at is None or now - token.latest_used_at > _NOTED_EVERY:
        # Once an hour is enough to find tokens that nobody uses, and spares every request a write.
        ApiToken.objects.filter(pk=token.pk).update(latest_used_at=now)


def _may_be_one(text: str) -> bool:
    return text.startswith(_MARK) and len(text) == len(_MARK) + _PREFIX_LENGTH + _SECRET_LENGTH


def _holding(now: datetime, digest: str) -> QuerySet[ApiToken]:
    holding = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now)) & Q(user__is_active=True)
    return ApiToken.objects.select_related("user").filter(holding, digest=digest)


_HOLDING = Stencil(_holding, datetime, str)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
