"""What a young company writes down first, on the page of the day."""

from datetime import timedelta
from typing import Any

from django import template

from headway.web.clock import now

register = template.Library()
# Whoever works with Headway for so long knows what to write down, or where to look it up.
_YOUNG = timedelta(weeks=10)


@register.inclusion_tag("standing/first.html", takes_context=True)
def first_indicators(context: template.Context) -> dict[str, Any]:
    """Leave a place for the first indicators, which the page asks for by itself; none once a company is settled."""
    company = context.get("company")
    return {"is_young": company is not None and now() - company.created_at < _YOUNG}
