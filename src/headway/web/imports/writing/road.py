"""The funnel that a mapping speaks of: the company's own of that name, or a new one."""

from dataclasses import replace
from datetime import UTC, datetime

from django.db.models import Min
from django.utils.translation import gettext as _

from headway.importers.mapping import Funnel as MappedFunnel
from headway.importers.mapping import Mapping
from headway.importers.mapping import Stage as MappedStage
from headway.web.funnels import open_funnel
from headway.web.imports.problem import ImportProblem
from headway.web.models import Deal, Funnel, FunnelVersion, ImportRun, StagePlace
from headway.web.published import unpublished_runs

# Rows of these say nothing of deals.
_WITHOUT_ROAD = frozenset({"client", "cost", "rep"})
# Until the first event of the file is known; before a funnel's first version that version holds anyway.
_NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)


class Road:
    """A funnel with its stages by name."""

    def __init__(self, funnel: Funnel) -> None:
        self.funnel_id = funnel.pk
        self._name = funnel.name
        self._stages = dict(funnel.stages.values_list("name", "pk"))

    def stage(self, name: str | None) -> int | None:
        """Return a stage by name, and none for none."""
        if name is None:
            return None
        if name not in self._stages:
            raise ImportProblem(
                _(
                    "The funnel “%(funnel)s” has no stage “%(stage)s”: map it to a stage that exists, "
                    "or name another funnel."
                )
                % {"funnel": self._name, "stage": name}
            )
        return self._stages[name]


def road_for(mapped: MappedFunnel | None, run: ImportRun) -> tuple[Road, bool]:
    """Return the funnel (the company's default one where the mapping names none), and whether it is this import's now.

    It is where the import made it, and where one did that was never published.
    """
    if mapped is None:
        return _default_road(), False
    funnel = Funnel.objects.filter(name=mapped.name).first()
    is_new = funnel is None
    if funnel is None:
        is_first = not Funnel.objects.filter(is_default=True).exists()
        stages = [(stage.name, stage.phase) for stage in mapped.stages]
        funnel = open_funnel(mapped.name, stages, starts_at=_NOT_YET, is_default=is_first)
        Funnel.objects.filter(pk=funnel.pk).update(import_run=run)
    elif Funnel.objects.filter(pk=funnel.pk, import_run__in=unpublished_runs()).exclude(import_run=run).exists():
        is_new = True
        Funnel.objects.filter(pk=funnel.pk).update(import_run=run)
    road = Road(funnel)
    _require_stages(road, mapped)
    return road, is_new


def require_road(mapping: Mapping) -> None:
    """Raise ImportProblem where the stages that a mapping speaks of cannot be found or made."""
    if mapping.funnel is None:
        if _tells_of_deals(mapping):
            _default_road()
        return
    funnel = Funnel.objects.filter(name=mapping.funnel.name).first()
    if funnel is not None:
        _require_stages(Road(funnel), mapping.funnel)


def _tells_of_deals(mapping: Mapping) -> bool:
    if mapping.noun == "sale":
        return "deal" in mapping.columns or "deal" in mapping.constants
    return mapping.noun not in _WITHOUT_ROAD


def own_name(mapped: MappedFunnel, origin: str) -> MappedFunnel:
    """Call a proposed funnel otherwise where the company has one of that name with other stages."""
    taken = Funnel.objects.filter(name=mapped.name).first()
    if taken is None or {stage.name for stage in mapped.stages} <= set(taken.stages.values_list("name", flat=True)):
        return mapped
    return replace(mapped, name=f"{mapped.name} ({origin})")


def mapped_funnel(funnel_id: int) -> MappedFunnel | None:
    """Return one of the company's funnels in the words of a mapping, its stages in the order in force."""
    funnel = Funnel.objects.filter(pk=funnel_id).first()
    if funnel is None:
        return None
    places = StagePlace.objects.filter(version=funnel.versions.order_by("-number").first()).order_by("position")
    order = list(places.values_list("stage", flat=True))
    stages = sorted(funnel.stages.all(), key=lambda stage: order.index(stage.pk) if stage.pk in order else len(order))
    return MappedFunnel(funnel.name, tuple(MappedStage(stage.name, stage.phase) for stage in stages))


def date_road(run: ImportRun) -> None:
    """Let the funnel that an import made start with the first deal on it."""
    first_at = Deal.objects.filter(import_run=run).aggregate(first_at=Min("entered_at"))["first_at"]
    if first_at:
        FunnelVersion.objects.filter(funnel__import_run=run, number=1).update(starts_at=first_at)


def _require_stages(road: Road, mapped: MappedFunnel) -> None:
    for stage in mapped.stages:
        road.stage(stage.name)


def _default_road() -> Road:
    funnel = Funnel.objects.filter(is_default=True).first()
    if funnel is None:
        raise ImportProblem(
            _("Headway has no funnel yet, and the mapping names none: give the mapping a [funnel] with its stages.")
        )
    return Road(funnel)
