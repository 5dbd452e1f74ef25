"""How to sign in to the demo company: one password for all its people, made anew for each installation."""

import secrets
from pathlib import Path

from django.utils.translation import gettext as _

from headway.web.models import Role, User

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_SHOWN_REPS = 2


def new_password() -> str:
    """Return a password of chance that is easy to type."""
    words = ("".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(3)) for _ in range(3))
    return "-".join(words)


def note_accounts(path: Path, company: str, password: str) -> None:
    """Write the accounts and the password into a file that nobody else may read; each start shows them."""
    users = [
        *User.objects.filter(role__in=(Role.OWNER, Role.HEAD, Role.ANALYST)).order_by("pk"),
        *User.objects.filter(role=Role.REP).order_by("pk")[:_SHOWN_REPS],
    ]
    width = max(len(user.email) for user in users)
    lines = [_("{company} is made up, with fourteen months of selling. Sign in as one of:").format(company=company)]
    lines += [f"  {user.email:{width}}  {user.name}, {user.get_role_display()}" for user in users]
    lines += [_("Password for all of them: {password}").format(password=password)]
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
