"""The deals behind one number of a cohort: all of its month, or those of them that had come to an end by a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from headway.engine.dimension import Dimension
from headway.engine.rows import RowSet
from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_cohorts import End
from headway.web import figures
from headway.web.asking import Asker
from headway.web.asking_funnel import cohort_rows_of, cohorts_of, end_told, month_told, months_told
from headway.web.listing import Cell, Head
from headway.web.models import Company, User
from headway.web.records import told_rows
from headway.web.wording import key_words

DEAL_HEADS = (
    Head(gettext_lazy("Entered on")),
    Head(gettext_lazy("Client")),
    Head(gettext_lazy("Deal")),
    Head(pgettext_lazy("deal", "Owner")),
    Head(gettext_lazy("Stage now")),
)


@dataclass(frozen=True)
class CohortDeals:
    """One number of a cohort: the month of entry, the end asked for, by which month after, and how many they are."""

    asker: Asker
    question: FunnelQuestion
    month: date
    end: End | None
    months: int
    count: int

    @classmethod
    def of(cls, asker: Asker, question: FunnelQuestion, *, month: str, end: str, months: str) -> "CohortDeals":
        """Ask for the number; a cohort without deals and a month that is not over are not here."""
        first, told, after = month_told(asker, month), end_told(end), months_told(months)
        cohort = next((each for each in cohorts_of(asker, question).cohorts if each.month == first), None)
        if cohort is None:
            raise Http404(month)
        cell = next((each for each in cohort.cells if each.months == after), None)
        known = cohort.count(cell, told) if cell and told else None
        count = cohort.entered if told is None else known
        if count is None:
            raise Http404(f"{month} {months}")
        return cls(asker, question, first, told, after, count)

    def rows(self, limit: int | None = None, offset: int = 0) -> RowSet:
        """Return the deals, or some of them."""
        return cohort_rows_of(
            self.asker,
            self.question,
            month=self.month.isoformat(),
            end=self.end or "",
            months=self.months,
            limit=limit,
            offset=offset,
        )

    @property
    def words(self) -> str:
        """Which deals these are."""
        words = {"month": key_words(Dimension.MONTH, self.month, ""), "months": figures.number(self.months)}
        if self.end is None:
            return _("Entered in %(month)s") % words
        if not self.months:
            return _SAME_MONTH[self.end]() % words
        if self.months == 1:
            return _NEXT_MONTH[self.end]() % words
        return _LATER[self.end](self.months) % words


_SAME_MONTH = {
    End.WON: lambda: _("Entered in %(month)s and won by the end of that month"),
    End.LOST: lambda: _("Entered in %(month)s and lost by the end of that month"),
}
_NEXT_MONTH = {
    End.WON: lambda: _("Entered in %(month)s and won by the end of the month after"),
    End.LOST: lambda: _("Entered in %(month)s and lost by the end of the month after"),
}
_LATER = {
    End.WON: lambda months: ngettext(
        "Entered in %(month)s and won by the end of the month %(months)s month later",
        "Entered in %(month)s and won by the end of the month %(months)s months later",
        months,
    ),
    End.LOST: lambda months: ngettext(
        "Entered in %(month)s and lost by the end of the month %(months)s month later",
        "Entered in %(month)s and lost by the end of the month %(months)s months later",
        months,
    ),
}


def deal_cells(user: User, company: Company | None, found: RowSet) -> Iterator[tuple[Cell, ...]]:
    """Return the deals with what a user may know of them."""
    return (cells for _row, cells in told_rows(user, company, found))
