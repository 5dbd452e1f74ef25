"""What the pages of norms are asked: as of which day, over how many months, of which funnel and segment."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from headway.engine.dimension import Dimension
from headway.reports.norms import USUAL_MONTHS, NormsQuestion
from headway.web import figures
from headway.web.asking import Asker, Words
from headway.web.asking_norms import EVER, norms_question_of
from headway.web.clock import now
from headway.web.narrowing import Select, options_of, selects_for, words_of
from headway.web.page import PageRequest
from headway.web.parts import Tab

TODAY = "today"
_DAYS: tuple[tuple[str, str | Promise], ...] = (
    (TODAY, gettext_lazy("Today")),
    ("last month", pgettext_lazy("as of its end", "Last month")),
    ("last quarter", pgettext_lazy("as of its end", "Last quarter")),
    ("last year", pgettext_lazy("as of its end", "Last year")),
)
_MONTHS: tuple[tuple[str, str | Promise], ...] = (
    # The usual one first: any other is marked as chosen.
    ("24", gettext_lazy("24 months")),
    ("12", gettext_lazy("12 months")),
    ("6", gettext_lazy("6 months")),
    ("3", gettext_lazy("3 months")),
    ("36", gettext_lazy("36 months")),
    (EVER, gettext_lazy("All time")),
)
_KEPT = ("as_of", "months", "funnel", "segment", "team", "rep", "kind", "past", "saved")


@dataclass(frozen=True)
class AskedNorms:
    """Who asks what, and how the address says it."""

    asker: Asker
    words: Words
    question: NormsQuestion
    as_of: str
    months: str
    kept: dict[str, str]

    @classmethod
    def of(cls, request: PageRequest) -> "AskedNorms":
        """Read the address. Raises NotUnderstood."""
        asker = Asker(request.user, request.company, now())
        words = words_of(request, asker)
        as_of = request.GET.get("as_of") or TODAY
        months = request.GET.get("months") or str(USUAL_MONTHS)
        question = norms_question_of(asker, words, as_of=as_of, months=months)
        kept = {name: value for name in _KEPT if (value := request.GET.get(name, ""))}
        return cls(asker, words, question, as_of, months, kept)

    @property
    def is_past(self) -> bool:
        """Whether it is asked of a day that is over."""
        return self.question.as_of < self.asker.today

    @property
    def days(self) -> list[Tab]:
        """The days to choose from."""
        return [Tab(str(label), self.url("", as_of=text), text == self.as_of) for text, label in _DAYS]

    def url(self, page: str, **changed: object) -> str:
        """Return the address of a page of norms with the same words but for some; of this page without its name."""
        query = urlencode({**self.kept, **{name: value for name, value in changed.items() if value is not None}})
        return f"{reverse(page) if page else ''}?{query}"

    def selects(self, dimensions: Iterable[Dimension]) -> list[Select]:
        """Return the choices that narrow the page."""
        other = () if self.months in dict(_MONTHS) else ((self.months, self._months_words),)
        return [
            options_of("months", _("Deals won in"), (*_MONTHS, *other), self.months),
            *selects_for(self.asker.user, dimensions, self.words.filters),
        ]

    @property
    def _months_words(self) -> str:
        count = self.question.months or 0
        return ngettext("%(count)s month", "%(count)s months", count) % {"count": figures.number(count)}
