"""Setting up funnels: their stages and the dated versions that order them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from headway.web.log.changes import note_names
from headway.web.models import Funnel, FunnelVersion, Phase, Stage, StagePlace


def open_funnel(
    name: str, stages: Sequence[tuple[str, str]], *, starts_at: datetime, is_default: bool = False
) -> Funnel:
    """Set up a funnel from its stages in order, each a name and a phase; lost stands in the list but off the road."""
    with transaction.atomic():
        funnel = Funnel.objects.create(name=name, is_default=is_default)
        for stage_name, phase in stages:
            Stage.objects.create(funnel=funnel, name=stage_name, phase=phase)
        order_stages(funnel, [stage_name for stage_name, phase in stages if phase != Phase.LOST], starts_at=starts_at)
    return funnel


def order_stages(funnel: Funnel, names: Sequence[str], *, starts_at: datetime) -> FunnelVersion:
    """Add a version that orders the named stages from a moment on; contacts before it keep their order."""
    with transaction.atomic():
        number = funnel.versions.count() + 1
        version = FunnelVersion.objects.create(funnel=funnel, number=number, starts_at=starts_at)
        stages = {stage.name: stage for stage in funnel.stages.all()}
        StagePlace.objects.bulk_create(
            StagePlace(version=version, stage=stages[name], position=position) for position, name in enumerate(names)
        )
        note_names()
    return version
