"""The links that a chain may have: from cold calls, or from new deals by the stages of the funnel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.engine.dimension import Dimension
from headway.engine.names import Names
from headway.web.models import Stage
from headway.web.still import StillFacts

WON = "deals_won"
_RULES = ("mature", "cohort", "period")
_AIMED = {
    "lead": tuple(f"leads_to_opportunities_{rule}" for rule in _RULES),
    "opportunity": tuple(f"opportunities_to_won_{rule}" for rule in _RULES),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A link: what is tried, by which metric that is counted, and by which the share that is made.

    Without ``rate`` the link is told by the period: so many of ``made`` on so many of ``count``. ``count`` is empty
    where no number of the catalogue counts it; ``narrowed`` is what the share is narrowed to. A target of one of the
    metrics in ``aimed`` says what the share should be.
    """

    key: str
    label: str
    next_label: str
    rate: str = ""
    made: str = ""
    count: str = ""
    narrowed: Mapping[str, int] = field(default_factory=dict)
    aimed: tuple[str, ...] = ()

    @property
    def stage_id(self) -> int | None:
        """The stage of a link of the funnel."""
        return self.narrowed.get("stage")


def labels_of(keys: Iterable[str]) -> dict[str, str]:
    """Return what links are called for whoever reads now, by key; a stage that is no more has no name."""
    known = known_labels()
    return {key: known.get(key, key) for key in keys}


def known_labels() -> dict[str, str]:
    """Return what every link that there is now is called for whoever reads, by key."""
    stages = {f"stage:{pk}": name for pk, name in Stage.objects.values_list("pk", "name")}
    return {**stages, **{each.key: each.label for each in (*cold_call_steps(), *call_steps())}}


def cold_call_steps() -> tuple[Step, ...]:
    """Return the links from cold calls to sales: appointments set by them, meetings kept, deals won."""
    labels = (_("Cold calls"), _("Appointments set"), _("Meetings kept"), _("Deals won"))
    counts = ("cold_calls", "appointments_set", "appointments_kept")
    rates = ("cold_calls_to_appointments", "cold_appointments_show_rate", "cold_meetings_to_won_mature")
    return tuple(
        Step(key=count, label=label, next_label=following, rate=rate, count=count, aimed=(rate,))
        for count, label, following, rate in zip(counts, labels, labels[1:], rates, strict=False)
    )


def call_steps() -> tuple[Step, ...]:
    """Return the links from all calls to sales by way of meetings, each told by the period."""
    meetings = Step(
        key="meetings",
        label=_("Meetings"),
        next_label=_("Deals won"),
        made=WON,
        count="meetings",
        aimed=("meetings_to_won",),
    )
    return (Step(key="calls", label=_("Calls"), next_label=meetings.label, made="meetings", count="calls"), meetings)


def stage_steps(facts: StillFacts, funnel_id: int) -> tuple[Step, ...]:
    """Return the links of a funnel, a stage each, in the order of its stages."""
    names = Names.read(facts.reader, facts.dialect, [Dimension.STAGE])
    stages = [each for each in names.children(Dimension.STAGE, funnel_id) if each.phase in _AIMED]
    phases = [stage.phase for stage in stages]
    labels = [*(each.name for each in stages), pgettext("end of the chain", "Deals won")]
    return tuple(
        Step(
            key=f"stage:{stage.id}",
            label=stage.name,
            next_label=following,
            rate="stage_advanced_mature",
            count="new_leads" if stage.phase == "lead" else "qualified_opportunities",
            narrowed={"funnel": funnel_id, "stage": stage.id},
            # Targets are of whole phases: of one with several stages nobody said what each of them should bring.
            aimed=_AIMED[str(stage.phase)] if phases.count(stage.phase) == 1 else (),
        )
        for stage, following in zip(stages, labels[1:], strict=True)
    )


def begun_at(steps: Sequence[Step], first: int) -> tuple[Step, ...]:
    """Return the links from one on; only the first of these is counted by a number of the catalogue."""
    begun, *later = steps[first:]
    return (begun, *(replace(each, count="") for each in later))
