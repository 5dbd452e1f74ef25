"""The step to mend as the page of a plan shows it: what is said of it, and what else it can be held against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from headway.web.bearers import Bearer
from headway.web.plans import mending
from headway.web.plans.making import Draft
from headway.web.plans.wishes import Norm

_NORMS: dict[Norm, str | Promise] = {
    Norm.PAST: gettext_lazy("Hold it against its own past"),
    Norm.WIDER: gettext_lazy("Hold it against the others"),
    Norm.TARGET: gettext_lazy("Hold it against the targets"),
}


@dataclass(frozen=True)
class Weak:
    """The weak step in a sentence, the rule by which it was found, and the address of the deals where it broke.

    ``broken`` says with which rep a step breaks, with its own address; nothing where that is with none.
    """

    said: str
    rule: str
    url: str
    broken: str
    broken_url: str
    norms: tuple[tuple[str | Promise, str], ...]

    @classmethod
    def of(cls, draft: Draft, url_of: Callable[[Bearer, int], str], words: Mapping[str, str]) -> "Weak":
        """Put what was found weak into words; ``url_of`` tells where a step broke, of whom and by its place."""
        weak = draft.weak
        bearer, rep = draft.case.wish.bearer, weak.broken
        return cls(
            said=mending.step_in_words(draft),
            rule=mending.weak_rule(draft),
            url="" if weak.found is None else url_of(bearer, weak.found),
            broken=mending.broken_in_words(draft),
            broken_url="" if rep is None else url_of(Bearer.of(rep.rep), rep.place),
            norms=tuple(
                (_NORMS[norm], f"?{urlencode({**words, 'norm': norm})}") for norm in weak.norms if norm != weak.norm
            ),
        )
