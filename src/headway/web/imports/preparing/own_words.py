"""The names that a proposed mapping makes up, for a funnel and the stages that end it, in the reader's language."""

from dataclasses import replace

from django.utils.translation import pgettext

from headway.importers import Funnel, Mapping


def in_own_words(mapping: Mapping) -> Mapping:
    """Return a proposed mapping with its made-up names translated; what the file itself says stays as it is."""
    if mapping.funnel is None:
        return mapping
    ends = {
        mapping.funnel.ending("won"): pgettext("stage", "Won"),
        mapping.funnel.ending("lost"): pgettext("stage", "Lost"),
    }
    stages = tuple(replace(stage, name=ends.get(stage.name, stage.name)) for stage in mapping.funnel.stages)
    return replace(
        mapping,
        funnel=Funnel(pgettext("funnel", "Sales"), stages),
        stages={value: replace(told, stage=ends.get(told.stage, told.stage)) for value, told in mapping.stages.items()},
        outcomes={
            value: replace(told, stage=ends.get(told.stage, told.stage)) for value, told in mapping.outcomes.items()
        },
        activities={
            name: replace(does, stage=ends.get(does.stage or "", does.stage))
            for name, does in mapping.activities.items()
        },
    )
