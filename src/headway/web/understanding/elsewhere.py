"""What no number tells, for it was not yet: a time to come, what is wished for or to be done; and who tells it."""

from collections.abc import Iterable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.web.naming import NotUnderstood
from headway.web.understanding.languages import ends, languages, single
from headway.web.understanding.texts import Token, is_alike

_LABELS = {
    "forecast": gettext_lazy("Forecast"),
    "targets": gettext_lazy("Targets"),
    "today": gettext_lazy("Today"),
}


class ToldElsewhere(NotUnderstood):
    """What is asked stands on another page, of which ``page`` is the name of the address."""

    def __init__(self, sentence: str, field: str, page: str) -> None:
        super().__init__(sentence, field)
        self.page = page

    @property
    def label(self) -> str | Promise:
        """What the page is called."""
        return _LABELS[self.page]


def told_elsewhere(words: Sequence[Token], field: str) -> ToldElsewhere | None:
    """Return where it is told what the words that are in the way ask for; None where they do not ask for that."""
    if _hold(words, ((each.endings, each.to_do) for each in languages())):
        said = _(
            "What is to be done is worked out from a plan, not counted. The page Today says what each needs and what "
            "is left, the page From the goal what a goal takes; a terminal asks 'headway today' and 'headway plan'."
        )
        return ToldElsewhere(said, field, "today")
    if _hold(words, ((each.endings, each.wished) for each in languages())):
        said = _(
            "What is wished for is set, not counted. It stands on the page Targets; a terminal asks 'headway targets "
            "show'."
        )
        return ToldElsewhere(said, field, "targets")
    if _hold(words, ((each.endings, each.ahead) for each in languages())):
        return ToldElsewhere(not_begun(), field, "forecast")
    return None


def not_begun() -> str:
    """Say that nothing can be counted of a time to come, and where it is foretold."""
    return _(
        "That time has not begun, so nothing is counted yet. The page Forecast says what it will probably bring; a "
        "terminal asks 'headway forecast'."
    )


def _hold(words: Sequence[Token], tables: Iterable[tuple[str, str]]) -> bool:
    return any(
        is_alike(token.word, known, ends(endings))
        for endings, phrases in tables
        for known in single(phrases)
        for token in words
    )
