"""Writes the reference pages anew: each module in `docs/reference` makes the page of its name, from the code itself."""

import os
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from docs.page import Page

REFERENCE = Path(__file__).parent / "reference"
_NOTE = "<!-- `make docs` writes this page from the code. Change it there. -->\n\n"


def pages() -> dict[str, Page]:
    """Return every reference page by the name of its file; Django must be set up."""
    names = sorted(module.name for module in iter_modules([str(REFERENCE)]))
    return {f"{name}.md": import_module(f"docs.reference.{name}").page() for name in names}


def written(page: Page) -> str:
    """Return a page as its file holds it."""
    return f"{_NOTE}{page.text.rstrip()}\n"


def main() -> None:
    """Write the pages; end with a sentence for each thing that lacks words."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "headway.web.settings",
        "HEADWAY_LANGUAGE": "en",
        "HEADWAY_SECRET_KEY": "writing",
    }
    import django  # noqa: PLC0415 - the environment above is read on import

    django.setup()
    made = pages()
    for name, page in made.items():
        (REFERENCE / name).write_text(written(page), encoding="utf-8")
    from docs.glossary import gaps  # noqa: PLC0415 - so is that of Headway

    sys.exit("\n".join([*(gap for page in made.values() for gap in page.gaps), *gaps()]) or None)


if __name__ == "__main__":
    main()
