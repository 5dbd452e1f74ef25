"""What role people had on a day that is over, as the audit trail tells it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from headway.web.log.context import replay_context
from headway.web.models import AuditEntry, User


def roles_then(people: Iterable[User], day: date) -> Mapping[int, str]:
    """Return the role of each at the end of a day of the company's: that before the first change afterwards."""
    roles = {each.pk: each.role for each in people}
    end = datetime.combine(day + timedelta(days=1), time.min, replay_context().zone)
    changes = AuditEntry.objects.filter(noun="user", noun_id__in=roles, verb="change", at__gte=end)
    for user_id, before in changes.order_by("-at", "-pk").values_list("noun_id", "before"):
        roles[user_id] = (before or {}).get("role", roles[user_id])
    return roles
