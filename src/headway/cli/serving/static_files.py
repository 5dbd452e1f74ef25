"""The static files as browsers get them: collected, named by content and compressed, again only when they changed."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from headway.web.environment import Environment

_SOURCE = Path(__file__).parents[2] / "web/static"
# They bring static files of their own.
_UNUSED = ("django_htmx", "redoc*")
_PACKAGES = ("Django", "django-allauth", "django-ninja", "whitenoise")


def are_collected(environment: Environment) -> bool:
    """Whether the collected files are those of this version."""
    stamp = _stamp_path(environment)
    return environment.is_debugging or (stamp.exists() and stamp.read_text(encoding="utf-8") == _stamp())


def collect(environment: Environment) -> None:
    """Collect them, with Django set up; the stamp is written last, so that what was cut off is done anew."""
    from django.core.management import call_command

    stamp = _stamp_path(environment)
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=list(_UNUSED))
    stamp.write_text(_stamp(), encoding="utf-8")


def _stamp() -> str:
    digest = hashlib.sha256(" ".join(map(version, _PACKAGES)).encode())
    for path in sorted(_SOURCE.rglob("*")):
        if path.is_file():
            state = path.stat()
            digest.update(f"{path.relative_to(_SOURCE)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _stamp_path(environment: Environment) -> Path:
    return environment.data / "static.stamp"
