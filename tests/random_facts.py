"""Made-up facts by a seed: every column takes all kinds of value, gaps and ties included, sense or not.

Oracles and engines must agree on any facts, so nothing here is tidied up. Only what the replay itself promises holds:
the days of a row are those of its times, and a deal has the dates of its outcome.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pyarrow as pa

from headway.engine.facts import FACT_TABLES, arrow_schema

START = date(2024, 1, 1)
DAYS = 120
_DAY = 86_400_000_000
_STAGES = (1, 2, 3, 4, 5, 6)  # 5 is won, 6 is lost
_EXITS = ("advanced", "skipped", "lost", "back", "reopened", "moved", None)


def random_tables(seed: int, size: int = 300) -> dict[str, pa.Table]:
    """Fact tables of about ``size`` deals."""
    random = Random(seed)
    rows = {
        "contacts": [_contact(random, number) for number in range(size * 3)],
        "moves": [_move(random, number) for number in range(size)],
        "deals": [_deal(random, number) for number in range(size)],
        "stays": [_stay(random, number) for number in range(size * 3)],
        "pipeline": [_opportunity(random, number) for number in range(size * 2)],
        "expectations": _expectations(random, size),
        "sales": [_sale(random, number) for number in range(size)],
        "tallies": [_tally(random, number) for number in range(size)],
        "costs": [_cost(random, number) for number in range(size // 5)],
        "names": _names(),
    }
    rows["appointments"] = [_appointment(random, each) for each in rows["contacts"]]
    rows["time_entries"] = [_time_entry(random, number) for number in range(size)]
    return {name: pa.Table.from_pylist(rows[name], schema=arrow_schema(FACT_TABLES[name].columns)) for name in rows}


def _contact(random: Random, number: int) -> dict[str, Any]:
    effective = random.random() < 0.3
    return {
        "contact_id": number,
        **_of_deal(random, number // 3 if random.random() < 0.8 else None),
        "kind": "mail" if number % 11 == 0 else random.choice(["call", "meeting", "email"]),
        "is_inbound": random.random() < 0.5,
        "is_cold": random.random() < 0.5,
        **_when(random, "happened"),
        "position": random.randrange(3),
        "duration_seconds": random.choice([None, 60, 300, 1_800, 3_599, 3_600, 5_400]),
        "stage_before_id": random.choice([None, *_STAGES]),
        "stage_id": random.choice([None, *_STAGES]),
        "advance": random.choice(["forward", "none", "back", "lost", "reopened"]),
        "is_effective": effective,
        "is_new_ground": effective and random.random() < 0.6,
        "volume": int(random.random() < 0.9),
        # None for what was imported, else some days.
        "delay": None if (hours := int(random.random() * 240)) < 24 else hours * 3_600_000_000,
    }


def _move(random: Random, number: int) -> dict[str, Any]:
    return {
        "move_id": number,
        **_of_deal(random, number),
        "cause": random.choice(["import", "order"]),
        **_when(random, "happened"),
        "position": random.randrange(3),
        "stage_before_id": random.choice(_STAGES),
        "stage_id": random.choice(_STAGES),
        "advance": random.choice(["forward", "none", "back", "lost", "moved"]),
    }


def _deal(random: Random, number: int) -> dict[str, Any]:
    outcome = random.choice(["won", "lost", "open"])
    won = _when(random, "won") if outcome == "won" else {"won_at": None, "won_on": None}
    lost = _when(random, "lost") if outcome == "lost" else {"lost_at": None, "lost_on": None}
    is_odd = outcome == "won" and random.random() < 0.1
    return {
        **_of_deal(random, number),
        "kind": random.choice(["new_business", "add_on", "renewal"]),
        "stage_id": random.choice(_STAGES),
        "outcome": outcome,
        "is_lead": random.random() < 0.7,
        **_when(random, "entered"),
        "is_entry_known": random.random() < 0.9,
        **_perhaps(random, "first_contact"),
        **_perhaps(random, "qualified"),
        **won,
        **lost,
        "closed_on": won["won_on"] or lost["lost_on"],
        "winner_id": random.choice([None, 1, 2, 3]) if outcome == "won" else None,
        "winner_team_id": random.choice([None, 1, 2]) if outcome == "won" else None,
        "loss_reason_id": (None, 1, 2)[number % 3] if outcome == "lost" else None,
        "value_amount": random.choice([None, random.randrange(10**7)]),
        "qualified_amount": random.choice([None, random.randrange(10**7)]),
        "won_amount": random.choice([None, random.randrange(10**7)]) if outcome == "won" else None,
        "lost_amount": (None, 1_234, 56_789, 10**6)[number % 4] if outcome == "lost" else None,
        "contacts": random.randrange(9),
        "is_referral": number % 5 < 2,
        "referrer_id": (None, 1, 2)[number % 3] if number % 5 < 2 else None,
        # By number, not by chance: a draw more would change all that is drawn after it.
        "contacts_until_won": number % 7 if outcome == "won" else None,
        "meetings_until_won": number % 7 // 2 if outcome == "won" else None,
        "effective_until_won": number % 5 if outcome == "won" else None,
        "is_won_before_first_contact": is_odd,
    }


def _stay(random: Random, number: int) -> dict[str, Any]:
    exit_ = random.choice(_EXITS)
    entered = _when(random, "entered")
    left_at = entered["entered_at"] + random.randrange(40 * _DAY) if exit_ else None
    return {
        **_of_deal(random, number // 3),
        "number": number % 3 + 1,
        "kind": random.choice(["new_business", "renewal"]),
        "stage_id": random.choice(_STAGES),
        "phase": ("won", "lead", "opportunity", "lead", "opportunity")[number % 5],
        "visit": random.choice([1, 1, 1, 2]),
        **entered,
        "left_at": left_at,
        "left_on": _day(left_at) if left_at else None,
        "exit": exit_,
        "next_stage_id": random.choice(_STAGES) if exit_ else None,
        "is_entry_known": random.random() < 0.9,
        "is_qualified": number % 4 != 1,
        "qualified_amount": None if number % 9 == 0 else number * 1_234_567,
        # By number, not by chance: a draw more would change all that is drawn after it.
        "outcome": ("won", "lost", "open")[number % 3],
        "closed_on": None if number % 3 == 2 else START + timedelta(days=number * 7 % DAYS),
    }


def _opportunity(random: Random, number: int) -> dict[str, Any]:
    since_on = _when(random, "since")["since_on"]
    return {
        **_of_deal(random, number // 4),
        "number": number % 4 // 2 + 1,
        "value_id": number % 2,
        "kind": random.choice(["new_business", "renewal"]),
        "stage_id": random.choice(_STAGES[:4]),
        "since_on": since_on,
        "until_on": random.choice([None, since_on + timedelta(days=random.randrange(60))]),
        "value_amount": None if number % 9 == 0 else number * 1_234_567,
        "is_entry_known": random.random() < 0.9,
    }


def _expectations(random: Random, size: int) -> list[dict[str, Any]]:
    """The expected days of some deals, none twice; whose a deal is and how it ended does not differ between them."""
    rows: list[dict[str, Any]] = []
    for deal_id in range(size):
        closed_on = random.choice([None, _when(random, "closed")["closed_on"]])
        outcome = "open" if closed_on is None else random.choice(["won", "lost"])
        of_deal = {**_of_deal(random, deal_id), "kind": random.choice(["new_business", "renewal"])}
        days = sorted({_when(random, "expected")["expected_on"] for _ in range(random.randrange(4))})
        for expected_on, again_on in zip(days, [*days[1:], None], strict=bool(days)):
            said_on = expected_on - timedelta(days=random.randrange(30))
            told = {"expected_on": expected_on, "again_on": again_on, "said_on": said_on}
            amount = random.choice([None, random.randrange(10**7)])
            ended = {"outcome": outcome, "closed_on": closed_on, "value_amount": amount}
            rows.append({"expectation_id": len(rows), **of_deal, **told, **ended})
    return rows


def _sale(random: Random, number: int) -> dict[str, Any]:
    kind = random.choice(["new_business", "add_on", "renewal"])
    return {
        "sale_id": number,
        **_of_deal(random, random.choice([None, number])),
        "kind": kind,
        "is_won_back": kind == "renewal" and random.random() < 0.3,
        "sold_on": _when(random, "sold")["sold_on"],
        "amount": random.randrange(-(10**5), 10**8),
        "cost_amount": random.choice([None, random.randrange(10**6)]),
    }


def _appointment(random: Random, contact: dict[str, Any]) -> dict[str, Any]:
    """What a contact set: for its own rep or another, kept or not; it has the contact's day, kind and deal."""
    of_contact = ("contact_id", "deal_id", "client_id", "source_id", "segment_id", "funnel_id", "kind", "is_inbound")
    due_on = contact["happened_on"] + timedelta(days=random.randrange(30))
    return {
        "appointment_id": contact["contact_id"],
        **{name: contact[name] for name in (*of_contact, "is_cold", "volume")},
        "setter_id": contact["rep_id"],
        "setter_team_id": contact["team_id"],
        "rep_id": random.choice([None, 1, 2, 3]),
        "team_id": random.choice([None, 1, 2]),
        "set_on": contact["happened_on"],
        "due_on": due_on,
        "kept_on": random.choice([None, due_on, due_on - timedelta(days=1)]),
        **_end(random, due_on),
    }


def _end(random: Random, due_on: date) -> dict[str, Any]:
    """How the deal of an appointment ended, where there is one, and when."""
    outcome = random.choice([None, "open", "won", "lost"])
    is_over = outcome in {"won", "lost"}
    return {"outcome": outcome, "closed_on": due_on + timedelta(days=random.randrange(30)) if is_over else None}


def _tally(random: Random, number: int) -> dict[str, Any]:
    return {
        "tally_id": number,
        "rep_id": random.choice([1, 2, 3]),
        "team_id": random.choice([None, 1, 2]),
        "tally_kind_id": number % 3 + 1,
        "code": "business_cards" if number % 3 == 0 else "",
        "counted_on": _when(random, "counted")["counted_on"],
        "count": random.choice([1, 1, 1, 12, -1]),
    }


def _cost(random: Random, number: int) -> dict[str, Any]:
    return {
        "cost_day_id": number,
        "cost_id": number // 4,
        "source_id": random.choice([1, 2]),
        "spent_on": _when(random, "spent")["spent_on"],
        "amount": random.randrange(10**6),
    }


def _time_entry(random: Random, number: int) -> dict[str, Any]:
    category = random.choice([1, 2, 3])
    return {
        "time_entry_id": number,
        "rep_id": random.choice([1, 2, 3]),
        "team_id": random.choice([None, 1, 2]),
        "time_category_id": category,
        "is_selling": category == 1,
        "spent_on": _when(random, "spent")["spent_on"],
        "seconds": random.choice([60, 900, 3600, 86_400]),
    }


def _of_deal(random: Random, deal_id: int | None) -> dict[str, Any]:
    return {
        "deal_id": deal_id,
        "client_id": random.randrange(1, 50),
        "rep_id": random.choice([None, 1, 2, 3]),
        "team_id": random.choice([None, 1, 2]),
        "source_id": random.choice([None, 1, 2, 3]),
        "segment_id": random.choice([None, 1, 2]),
        "funnel_id": random.choice([1, 1, 2]),
    }


def _when(random: Random, name: str) -> dict[str, Any]:
    at = int(datetime(START.year, START.month, START.day, tzinfo=UTC).timestamp()) * 1_000_000
    # Few hours of the day, so that times tie.
    at += random.randrange(DAYS) * _DAY + random.choice([9, 12, 15]) * 3_600_000_000 + random.choice([0, 0, 1, 333_333])
    return {f"{name}_at": at, f"{name}_on": _day(at)}


def _perhaps(random: Random, name: str) -> dict[str, Any]:
    return _when(random, name) if random.random() < 0.7 else {f"{name}_at": None, f"{name}_on": None}


def _day(at: int) -> date:
    return datetime.fromtimestamp(at // 1_000_000, UTC).date()


def _names() -> list[dict[str, Any]]:
    words = {
        "rep": ["Bob", "Alice", "Carol"],
        "team": ["North", "South"],
        "source": ["Fair", "Site", "Friends"],
        "segment": ["Plant", "Workshop"],
        "funnel": ["Pumps", "Service"],
        "loss_reason": ["Price", "Silence"],
        "referrer": ["Dan", "Pump Ltd"],
        "tally_kind": ["Business cards", "Door knocks", "Leaflets"],
        "time_category": ["Client meeting", "Documentation", "Research"],
    }
    phases = ["lead", "lead", "opportunity", "opportunity", "won", "lost"]
    rows = [
        {"dimension": dimension, "id": id_, "name": name, "position": -id_, "parent_id": None, "phase": None}
        for dimension, names in words.items()
        for id_, name in enumerate(names, start=1)
    ]
    stages = [
        {"dimension": "stage", "id": id_, "name": f"Stage {id_}", "position": id_, "parent_id": 1, "phase": phase}
        for id_, phase in zip(_STAGES, phases, strict=True)
    ]
    return rows + stages
