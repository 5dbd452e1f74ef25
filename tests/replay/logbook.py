"""Reads a log from the text tables of a test's docstring, replays it, and tells in words what came out.

The table that starts with ``when`` is the log, in the order of writing. A time alone is on Monday 8 January 2024. The
kind ``move`` is a move without a contact, ``entry`` the start of the deal; without one a deal enters with its first
row. An empty stage after is an untouched one. Columns that are not there (``position``, ``id``, ``day``) take their
defaults. A table that starts with ``from`` holds the versions of the funnel, in place of the one below.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from headway.replay import Entry, History, Milestones, Phase, Road, Roads, Stage, Stay, Step, Touch, replay

PUMPS, TENDERS = 1, 2
FUNNELS = {
    PUMPS: {
        Phase.LEAD: ("Need",),
        Phase.OPPORTUNITY: ("Offer", "Trial", "Contract"),
        Phase.WON: ("Won",),
        Phase.LOST: ("Lost", "Cancelled"),
    },
    TENDERS: {
        Phase.LEAD: ("Notice", "Questions"),
        Phase.OPPORTUNITY: ("Bid",),
        Phase.WON: ("Awarded",),
        Phase.LOST: ("Rejected",),
    },
}
STAGE_OF = {
    name: Stage(id=10 * funnel_id + number, funnel_id=funnel_id, phase=phase)
    for funnel_id, phases in FUNNELS.items()
    for number, (phase, name) in enumerate((phase, name) for phase, names in phases.items() for name in names)
}
NAME_OF = {stage.id: name for name, stage in STAGE_OF.items()}
ALWAYS = "2020-01-01"
USUAL_VERSIONS = [
    (ALWAYS, "Need > Offer > Trial > Contract > Won"),
    (ALWAYS, "Notice > Questions > Bid > Awarded"),
]


@dataclass(frozen=True)
class Row:
    """A line of the log that touches a deal, and who wrote it."""

    rep: str
    deal: str
    touch: Touch


@dataclass(frozen=True)
class Log:
    """Rows in the order of writing, the entries of their deals, and the roads they went."""

    rows: tuple[Row, ...]
    entries: dict[str, Entry]
    roads: Roads

    def history(self, deal: str | None = None) -> History:
        """Replay a deal; without a name, the only one."""
        (name,) = {deal} if deal else set(self.entries)
        return replay(self.entries[name], [row.touch for row in self.rows if row.deal == name], self.roads)

    def without(self, number: int) -> "Log":
        """Return the log after a row was deleted."""
        return replace(self, rows=self.rows[:number] + self.rows[number + 1 :])

    def corrected(self, number: int, *, stage_after: str) -> "Log":
        """Return the log after the stage after of a row was corrected."""
        row = self.rows[number]
        touch = row.touch._replace(stage_id=STAGE_OF[stage_after].id)
        return replace(self, rows=(*self.rows[:number], replace(row, touch=touch), *self.rows[number + 1 :]))

    def steps(self) -> list[Step]:
        """Return the step of each row, in the order of the table."""
        step_of = {step.touch: step for deal in self.entries for step in self.history(deal).steps}
        return [step_of[row.touch] for row in self.rows]


def read_log(text: str) -> Log:
    """Read the tables of a text."""
    lines = [line for line in text.splitlines() if "|" in line]
    tables: list[list[list[str]]] = []
    for line in lines:
        cells = [cell.strip() for cell in line.split("|")]
        if cells[0] in {"when", "from"}:
            tables.append([])
        tables[-1].append(cells)
    by_head = {table[0][0]: [dict(zip(table[0], row, strict=True)) for row in table[1:]] for table in tables}
    return _log(by_head["when"], _roads(by_head.get("from", [])))


def micros(when: str) -> int:
    """Return ``09:00``, ``01-31``, ``01-31 09:00`` or ``2024-01-31`` in microseconds since the epoch, UTC."""
    return int(_moment(when).timestamp()) * 1_000_000


def _moment(when: str) -> datetime:
    day, _, time = when.rpartition(" ") if ":" in when else (when, "", "00:00")
    day = day or "01-08"
    return datetime.fromisoformat(f"{day if len(day) > 5 else f'2024-{day}'}T{time}").replace(tzinfo=UTC)


def _roads(versions: list[dict[str, str]]) -> Roads:
    written = [(version["from"], version["road"]) for version in versions] + USUAL_VERSIONS[bool(versions) :]
    roads = []
    for starts, names in written:
        on_road = [STAGE_OF[name.strip()] for name in names.split(">")]
        roads.append(Road(on_road[0].funnel_id, micros(starts), tuple(stage.id for stage in on_road)))
    return Roads(STAGE_OF.values(), roads)


def _log(lines: list[dict[str, str]], roads: Roads) -> Log:
    entries: dict[str, Entry] = {}
    rows = []
    for number, line in enumerate(lines, start=1):
        at, deal, stage_after = micros(line["when"]), line["deal"], line["stage after"]
        on = _moment(line.get("day", line["when"])).date()
        stage_id = STAGE_OF[stage_after].id if stage_after else None
        if line["kind"] == "entry":
            entries[deal] = Entry(at=at, on=on, funnel_id=PUMPS, stage_id=stage_id)
            continue
        entries.setdefault(deal, Entry(at=at, on=on, funnel_id=PUMPS))
        touch = Touch(
            id=int(line.get("id", number)),
            at=at,
            on=on,
            position=int(line.get("position", 0)),
            stage_id=stage_id,
            is_contact=line["kind"] != "move",
            kind=line["kind"],
        )
        rows.append(Row(rep=line["rep"], deal=deal, touch=touch))
    return Log(rows=tuple(rows), entries=entries, roads=roads)


def effective(log: Log) -> list[bool]:
    return [step.is_effective for step in log.steps()]


def effective_by_rep(log: Log) -> dict[str, int]:
    counts = dict.fromkeys((row.rep for row in log.rows), 0)
    for row, is_effective in zip(log.rows, effective(log), strict=True):
        counts[row.rep] += is_effective
    return counts


def new_ground(log: Log) -> list[bool]:
    return [step.is_new_ground for step in log.steps()]


def advances(log: Log) -> list[str]:
    return [str(step.advance) for step in log.steps()]


def ways(log: Log) -> list[str]:
    """Return each row as the review prints it: stage before -> after."""
    return [f"{NAME_OF[step.stage_before_id]} -> {NAME_OF[step.stage_after_id]}" for step in log.steps()]


def stays(log: Log) -> list[str]:
    """Return the stays of the only deal, in order, as ``Need advanced``; the stage alone where it still stands."""
    return [f"{NAME_OF[stay.stage_id]} {stay.exit or ''}".strip() for stay in log.history().stays]


def stay_list(log: Log) -> tuple[Stay, ...]:
    return log.history().stays


def milestones(log: Log) -> Milestones:
    return log.history().milestones
