"""The step to mend as the page of a plan shows it: what is said of it, and what else it can be held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

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
    """The weak step in a sentence, the rule by which it was found, and the address of the deals where it broke."""

    said: str
    rule: str
    url: str
    norms: tuple[tuple[str | Promise, str], ...]

    @classmethod
    def of(cls, draft: Draft, broken_urls: Sequence[str], words: Mapping[str, str]) -> "Weak":
        """Put what was found weak into words; ``broken_urls`` has an address for each step of the chain."""
        weak = draft.weak
        return cls(
            said=mending.weak_in_words(draft),
            rule=mending.weak_rule(draft),
            url="" if weak.found is None else broken_urls[weak.found],
            norms=tuple(
                (_NORMS[norm], f"?{urlencode({**words, 'norm': norm})}") for norm in weak.norms if norm != weak.norm
            ),
        )
