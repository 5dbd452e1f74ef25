"""What is printed when Headway is ready: where it is, and how to get in."""

import os
import secrets
import sys
import webbrowser

from headway.cli.serving.address import shown_address
from headway.cli.serving.standing import Standing
from headway.cli.words import gettext as _
from headway.web.environment import Environment
from headway.web.sqlite import is_sound, sqlite3


def welcome(environment: Environment, standing: Standing) -> str:
    """Return what to tell whoever started Headway."""
    address = shown_address(environment)
    lines = [_("Headway is ready: {address}").format(address=address), ""]
    demo = environment.data / "demo.txt"
    if not standing.has_company:
        lines += [_("Nobody has an account yet. Make the owner's here:"), f"{address}/setup/{setup_token(environment)}"]
    elif standing.is_demo and demo.exists():
        lines += demo.read_text(encoding="utf-8").rstrip().splitlines()
    else:
        lines += [_("Sign in with your e-mail address. `headway user` lists the accounts and sets passwords.")]
    if not (environment.database_url or is_sound(sqlite3.sqlite_version_info)):
        fault = _("SQLite {version} of this Python can lose what was just written. Use 3.51.3 or later, or PostgreSQL.")
        lines += ["", fault.format(version=sqlite3.sqlite_version)]
    return "\n".join([*lines, "", _("Ctrl-C stops it.")])


def setup_token(environment: Environment) -> str:
    """Return the secret that lets the owner's account be made, the same until it is used."""
    path = environment.data / "setup.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def open_browser(address: str) -> None:
    """Open the address where somebody sits in front of a screen."""
    has_screen = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if has_screen and sys.stdout.isatty():
        webbrowser.open(address)
