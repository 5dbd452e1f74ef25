"""The norms: what they rest on, how their marks are found, and a worked example, counted by the code itself."""

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from docs.page import Page, table
from headway.reports.norm_distribution import ENOUGH, FEWEST, Distribution
from headway.reports.norms import USUAL_MONTHS

_OPENING = f"""# Norms

What a deal takes until it is won: contacts, meetings and days, for each funnel and each segment (type of client) in it.
The page Norms draws them, `headway norms` prints them, `/api/v1/norms` gives them to programs. Open deals stand beside
them on that page, in the list of deals and on the page of each deal.

## What a norm rests on

- **Deals won** in the {USUAL_MONTHS} months up to a day, today unless another is asked for. Asked as of the end of last
  quarter, it is the norm of that day. The months can be changed: 3 months as of the end of last quarter are the deals
  won in that quarter. A deal that was reopened since is not won, and stands in no norm until it is won again.
- **Contacts and meetings** are those about the deal, up to the winning one. A deal won without a logged contact says
  nothing about them and counts for the days alone.
- **Days** run from the day of the first contact to the day of the win; where no contact is logged, from the entry.
- **Left out** are deals that were won before their first contact, and deals without a contact whose day of entry is not
  known. Their number stands beside, and opens them.
- **Whose deals.** Norms rest on all won deals of the company, so that everybody is measured alike. The deals behind
  them are listed for those who may see them: a rep finds their own, a head of sales the team's. Open deals are listed
  likewise. As of a day that is over an open deal is its owner's of that day, in the team of that day; who may see it is
  decided by whose it is now. The metric *Deals past the norm* counts it, as all metrics do, for whose it is now.
- **Segments** are those that the clients have today. When a client's segment is changed, its deals go with it, in the
  norms of past days too.

## The marks

The 10, 50 and 90 per cent marks of n deals are the numbers at the places 0.1, 0.5 and 0.9 times n + 1 in their order,
rounded up. The further deal, whose number is not known yet, is counted among them: so one of the same kind exceeds the
90 per cent mark with a chance of one in ten at the most, however few the deals are. A mark is always a number that some
deal took, so that contacts stay whole.

The percentile of an open deal is the number of won deals that took less, divided by n + 1. It is 90 % or more just when
the deal is past the 90 per cent mark; then the deal is flagged, with the measures in which it is.

"""
_BORROWING = f"""## Few deals

A group with {ENOUGH} won deals or more stands by itself. One with fewer is filled up to {ENOUGH}: first from the
rest of its funnel, then, where that has fewer than are missing, from the other funnels. All deals of a lender weigh the
same, together as much as is lent, and none more than a deal of the group's own. How much of the weight is borrowed
stands beside the norm. A segment of which nothing was won yet borrows everything. With fewer than {FEWEST} deals in
all, the norm is unknown, and nothing is flagged.

"""
_REMARK = """## What a norm does not say

Won deals are quicker than lost ones, and a norm is of the won ones alone. Among open deals many will be lost, so that
more than one in ten may lie past the mark; and a deal that is going astray is flagged only after nine in ten won deals
were won. A flag is a
question to ask about the deal, not a verdict on whoever sells.
"""
_TAKEN = (2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10, 12, 15)
_OWN, _REST, _OTHERS = (3, 4, 4, 5, 6, 9), (5, 5, 6, 7, 8, 8, 10), (2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 12)


def page() -> Page:
    """Return the page."""
    return Page(_OPENING + _example() + _BORROWING + _borrowed() + _REMARK)


def _example() -> str:
    known = _of(_TAKEN)
    rows = [(f"{percent} %", _place(percent, len(_TAKEN)), str(known.quantile(percent))) for percent in (10, 50, 90)]
    said = [f"An open deal with {number} contacts stands at {_percent(known, number)} %." for number in (12, 13)]
    return (
        f"For example, {len(_TAKEN)} won deals took {_listed(_TAKEN)} contacts.\n\n"
        + table(("mark", "place", "contacts"), rows)
        + f"Their mean is {known.mean}. {said[0]} {said[1]} The second is flagged.\n\n"
    )


def _borrowed() -> str:
    known = _of(_OWN, _REST, _OTHERS)
    missing = ENOUGH - len(_OWN)
    marks = ", ".join(f"{percent} %: {known.quantile(percent)}" for percent in (10, 50, 90))
    return (
        f"For example, the {len(_OWN)} won deals of a segment took {_listed(_OWN)} contacts, so that {missing} are"
        f" missing. The rest of its funnel has {len(_REST)} deals ({_listed(_REST)}), and each is lent whole. The"
        f" {missing - len(_REST)} still missing come from the {len(_OTHERS)} deals of the other funnels"
        f" ({_listed(_OTHERS)}), each of which weighs {Decimal(missing - len(_REST)) / len(_OTHERS)} of a deal."
        f" {known.lent} of {known.own + known.lent} are borrowed:"
        f" {(known.borrowed or Decimal(0)) * 100:.0f} %. The marks are {marks}.\n\n"
    )


def _of(own: Sequence[int], *lenders: Sequence[int]) -> Distribution:
    return Distribution.of(Counter(own), [Counter(lender) for lender in lenders])


def _place(percent: int, deals: int) -> str:
    exact = Decimal(percent) / 100 * (deals + 1)
    return f"{exact.normalize()} of {deals + 1}: place {exact.to_integral_value(ROUND_CEILING)}"


def _percent(known: Distribution, number: int) -> int:
    return int(((known.percentile(number) or Decimal(0)) * 100).to_integral_value(ROUND_FLOOR))


def _listed(numbers: Sequence[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
