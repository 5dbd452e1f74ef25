"""The forecasts that were kept of the company, a team or a rep, as far as a user may see them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from headway.web.access import reps_for, sees_all
from headway.web.asking import Asker, Words
from headway.web.bearers import borne_by
from headway.web.forecasts.question import filters_of
from headway.web.models import KeptForecast, User
from headway.web.naming import NotUnderstood


def kept_of(asker: Asker, words: Words) -> QuerySet[KeptForecast]:
    """Return the kept forecasts of whom words name, the latest first; without a name of whom the asker stands for.

    Raises NotUnderstood.
    """
    whose = borne_by(asker.user, filters_of(asker, words), asker.scope)
    if whose is None:
        raise NotUnderstood(_("A forecast is kept of the company, of one team or of one rep: choose one."), "rep")
    found = forecasts_for(asker.user).filter(**whose.columns).select_related("team", "user", "kept_by")
    return found.order_by("-ends_on", "-as_of", "-pk")


def forecasts_for(user: User) -> QuerySet[KeptForecast]:
    """Return the kept forecasts that exist for a user: all, those of the team led and its reps, or their own."""
    if sees_all(user):
        return KeptForecast.objects.all()
    led = Q(team=user.team_id) if user.is_head and user.team_id is not None else Q(pk=None)
    return KeptForecast.objects.filter(led | Q(user__in=reps_for(user)))
