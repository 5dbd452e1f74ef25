"""Says which link of a chain to mend, or where to begin where none is weak, and how that is told."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.planning.weak import threshold
from headway.web import figures
from headway.web.plans.history import RECENT
from headway.web.plans.making import Draft
from headway.web.plans.wishes import Norm

# Among so many steps one can be the narrowest.
_ENOUGH_STEPS = 2


def weak_in_words(draft: Draft, *, tells_need: bool = True) -> str:
    """Say which link to mend, or that none is below its norm by more than bad luck; and with whom a step breaks.

    ``tells_need`` says what the plan would take then; without it the step is named alone.
    """
    return " ".join(filter(None, [step_in_words(draft, tells_need=tells_need), broken_in_words(draft)]))


def broken_in_words(draft: Draft) -> str:
    """Say with which rep which step is below the others by more than bad luck; nothing where that is with none."""
    broken = draft.weak.broken
    if broken is None:
        return ""
    step = draft.case.history.steps[broken.place]
    words = {
        "rep": broken.rep.name,
        "step": f"{step.label} → {step.next_label}",
        "rate": figures.chance(broken.against.link.rate or 0.0),
        "norm": figures.chance(broken.against.norm_rate or 0.0),
        "chance": figures.chance(broken.against.chance_below or 0.0),
    }
    return (
        _(
            "With %(rep)s '%(step)s' breaks: %(rate)s there, %(norm)s with the others; with %(chance)s certainty that "
            "is not bad luck."
        )
        % words
    )


def step_in_words(draft: Draft, *, tells_need: bool = True) -> str:
    """Say which link of the chain as a whole to mend, or that none is weak."""
    weak, history = draft.weak, draft.case.history
    if all(each.chance_below is None for each in weak.compared):
        return _("Too little is known to say which step is weak.")
    if weak.found is None:
        return _none_weak(draft)
    against, step = weak.compared[weak.found], history.steps[weak.found]
    words = {
        "step": f"{step.label} → {step.next_label}",
        "rate": figures.chance(against.link.rate or 0.0),
        "norm": figures.chance(against.norm_rate or 0.0),
        "chance": figures.chance(against.chance_below or 0.0),
        "mended": "" if weak.mended is None else figures.number(weak.mended),
        "tries": "" if draft.sure.tries is None else figures.number(draft.sure.tries),
    }
    said = {
        Norm.PAST: _("Mend '%(step)s': %(rate)s now, %(norm)s before; with %(chance)s certainty that is not bad luck."),
        Norm.WIDER: _(
            "Mend '%(step)s': %(rate)s here, %(norm)s elsewhere; with %(chance)s certainty that is not bad luck."
        ),
        Norm.TARGET: _(
            "Mend '%(step)s': %(rate)s so far, the target is %(norm)s; with %(chance)s certainty that is not bad luck."
        ),
    }[weak.norm] % words
    if tells_need and words["mended"] and words["tries"]:
        said = f"{said} " + _("Mended, the plan takes %(mended)s instead of %(tries)s.") % words
    return said


def _none_weak(draft: Draft) -> str:
    """Say that no link is weak, and from which the smallest share goes on: that is the place to begin."""
    weak, history = draft.weak, draft.case.history
    looked_at = [place for place, each in enumerate(weak.compared) if each.chance_below is not None]
    if len(looked_at) == 1:
        step = {"step": history.steps[looked_at[0]].label}
        if weak.norm is Norm.TARGET:
            return _("Only '%(step)s' has a target, and is not below that by more than bad luck.") % step
        if len(history.steps) == 1 and (rate := history.links[0].rate) is not None:
            words = {**step, "next": history.steps[0].next_label, "rate": figures.chance(rate, 1)}
            return (
                _(
                    "Your log has one step, from '%(step)s' to '%(next)s': %(rate)s. It is as usual, so there is none "
                    "to mend first."
                )
                % words
            )
        return _("Only '%(step)s' could be looked at; it is as usual.") % step
    said = {
        Norm.PAST: _("None has got worse lately."),
        Norm.WIDER: _("None is weaker here than elsewhere."),
        Norm.TARGET: _("None is below its target by more than bad luck."),
    }[weak.norm]
    known = [(each.rate, place) for place, each in enumerate(history.links) if each.rate]
    if len(known) < _ENOUGH_STEPS or weak.broken is not None:
        return said
    rate, place = min(known)
    words = {"step": history.steps[place].label, "rate": figures.chance(rate, 1)}
    return f"{said} " + _("The smallest share goes on at '%(step)s': %(rate)s, so that is the place to begin.") % words


def weak_rule(draft: Draft) -> str:
    """Say how a weak step is told, and that many were looked at."""
    weak = draft.weak
    looked_at = max(1, sum(each.chance_below is not None for each in weak.compared))
    words = {"sure": figures.chance(weak.sure_from, 1), "steps": looked_at, "weeks": RECENT // 7}
    against = {
        Norm.PAST: _("The last %(weeks)s weeks are held against the year before them.") % words,
        Norm.WIDER: _("Each step is held against %(lender)s.") % {"lender": draft.case.history.lender},
        Norm.TARGET: _(
            "Each step with an approved target is held against it: one's own, else the team's or the company's."
        ),
    }[weak.norm]
    rule = ngettext(
        "It counts as weak from a certainty of %(sure)s on, so that fewer than one alarm in twenty is false.",
        "As %(steps)s steps are looked at, one counts as weak only from a certainty of %(sure)s on, so that "
        "fewer than one alarm in twenty is false.",
        looked_at,
    )
    return " ".join(filter(None, [against, rule % words, _rep_rule(draft)]))


def _rep_rule(draft: Draft) -> str:
    """Say how it is told that a step breaks with a rep."""
    broken = draft.weak.broken
    if broken is None:
        return ""
    words = {"count": broken.looked_at, "sure": figures.chance(threshold(broken.looked_at), 1)}
    return (
        _(
            "Each rep's steps are held against the others' too: as that makes %(count)s to look at, one counts only "
            "from a certainty of %(sure)s on."
        )
        % words
    )
