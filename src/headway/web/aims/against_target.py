"""Says of the projection of an aim whether it also brings the approved target of the same days."""

from django.utils.translation import gettext as _

from headway.web.aims.saying import chance_words
from headway.web.aims.standing import Standing
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.targets import approved


def target_words(asker: Asker, standing: Standing) -> str:
    """Say how the middle stands to the target, and with what chance it is reached; nothing where there is none."""
    if standing.outlook is None or standing.indicator.per or standing.is_over:
        return ""
    value = approved(standing.indicator.of, standing.span, Bearer())
    if value is None:
        return ""
    words = {
        "target": standing.indicator.told(value, asker.company),
        "chance": chance_words(standing.outlook.chance_of(float(value))),
    }
    if standing.outlook.mean < value:
        return _("Going on as lately brings less than the target of %(target)s: it is reached %(chance)s.") % words
    return _("Going on as lately brings the target of %(target)s too: it is reached %(chance)s.") % words
