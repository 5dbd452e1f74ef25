"""The settings of the environment, from the table that reads them."""

from docs.page import Page, code, table
from headway.web.environment import OTHERS, SETTINGS

_OPENING = """# Settings

Headway is set up through environment variables, read once when it starts. A name that begins with `HEADWAY_` and is not
listed here stops it with a sentence, so that a slip of the pen is not passed over. What belongs to the company or to a
person (currency, language, time zone) is kept in the database and set on the pages.

"""
_OTHERS = """## Read by the command and by tests

"""


def page() -> Page:
    """Return the page: every setting with its meaning and what holds without it."""
    settings = [(code(each.name), each.meaning, code(each.default)) for each in SETTINGS.values()]
    others = [(code(name), meaning) for name, meaning in OTHERS.items()]
    gaps = tuple(f"The setting {each.name} has no meaning yet." for each in SETTINGS.values() if not each.meaning)
    text = table(("setting", "what it decides", "unless set"), settings)
    return Page(_OPENING + text + _OTHERS + table(("variable", "what it is"), others), gaps)
