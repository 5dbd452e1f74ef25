"""What a prepared file lacks before it can be brought in, found out before anything is written."""

from enum import StrEnum

from headway.importers import AMBIGUOUS, Mapping, load_mapping
from headway.importers.fields import FIELDS
from headway.importers.mapping_reader import require_columns
from headway.web.imports.preparing.prepare import inspection_of, reading_of
from headway.web.imports.writing.road import require_road
from headway.web.models import ImportRun


class Question(StrEnum):
    """A fact of the reading that the file leaves open."""

    TIME_ZONE = "time_zone"
    DATE_ORDER = "date_order"
    DECIMAL_SIGN = "decimal_sign"


# The kinds of fields whose cells each fact decides.
_DECIDES = {
    Question.TIME_ZONE: ("moment", "month"),
    Question.DATE_ORDER: ("moment", "month"),
    Question.DECIMAL_SIGN: ("amount", "seconds"),
}


def require_ready(run: ImportRun) -> None:
    """Raise Refusal or ImportProblem where the mapping of a run cannot be used, or not for its file."""
    mapping = load_mapping(run.mapping)
    # The events of a log need not all say alike.
    if not reading_of(run).is_grouped:
        require_columns(mapping, [column.name for column in inspection_of(run).columns])
    require_road(mapping)


def questions_of(run: ImportRun) -> list[Question]:
    """Return what has to be said of a prepared file: only what a column depends on that the mapping reads."""
    mapping = load_mapping(run.mapping)
    open_ = _open(run, mapping)
    if not open_:
        return []
    rests_on = {column.name: column.rests_on for column in inspection_of(run).columns}
    return [
        question
        for question in open_
        if any(question in rests_on.get(column, ()) for column in _columns(mapping, _DECIDES[question]))
    ]


def _open(run: ImportRun, mapping: Mapping) -> list[Question]:
    reading = reading_of(run)
    is_open = {
        Question.TIME_ZONE: reading.time_zone is None and mapping.time_zone is None,
        Question.DATE_ORDER: reading.date_order == AMBIGUOUS,
        Question.DECIMAL_SIGN: reading.decimal_sign == AMBIGUOUS,
    }
    return [question for question in Question if is_open[question]]


def _columns(mapping: Mapping, kinds: tuple[str, ...]) -> set[str]:
    """Return the columns that the mapping reads as one of some kinds."""
    read_so = {
        column for field, columns in mapping.columns.items() if FIELDS[field].kind in kinds for column in columns
    }
    return read_so | ({dated.at for dated in mapping.contacts} if "moment" in kinds else set())
