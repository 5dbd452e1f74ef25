"""From a team's own file to plain records: look at it, agree on what its words mean, convert it."""

from headway.engine.text import Sentence
from headway.importers.convert import Progress, convert
from headway.importers.inspection import Column, Inspection, detect, inspect
from headway.importers.mapping import Activity, DatedContact, Funnel, Mapping, Stage, Standing
from headway.importers.mapping_reader import load_mapping
from headway.importers.mapping_writer import dump_mapping
from headway.importers.proposing import propose
from headway.importers.reading import AMBIGUOUS, DAY_MONTH, DAYS, MONTH_DAY, WRITTEN, Reading
from headway.importers.records import (
    ImportedClient,
    ImportedContact,
    ImportedCost,
    ImportedDeal,
    ImportedMove,
    ImportedRep,
    ImportedSale,
    Problem,
    Record,
)
from headway.importers.refusals import MappingError, Refusal

__all__ = [
    "AMBIGUOUS",
    "DAYS",
    "DAY_MONTH",
    "MONTH_DAY",
    "WRITTEN",
    "Activity",
    "Column",
    "DatedContact",
    "Funnel",
    "ImportedClient",
    "ImportedContact",
    "ImportedCost",
    "ImportedDeal",
    "ImportedMove",
    "ImportedRep",
    "ImportedSale",
    "Inspection",
    "Mapping",
    "MappingError",
    "Problem",
    "Progress",
    "Reading",
    "Record",
    "Refusal",
    "Sentence",
    "Stage",
    "Standing",
    "convert",
    "detect",
    "dump_mapping",
    "inspect",
    "load_mapping",
    "propose",
]
