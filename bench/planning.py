"""How long the chances of planning take for a team of fifty: `python -m bench.planning`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bench.clock import once_ms
from bench.table import print_row, print_table

if TYPE_CHECKING:
    from random import Random

_RUNS = 9
_REPS = 50
_CHAIN = ((40_000, 12_000), (12_000, 4_800), (4_800, 1_800))


def main() -> None:
    """Measure each computation, the fastest of several runs, and print them as a table of Markdown."""
    print_table("what", "ms")
    for what, run in _computations().items():
        run()
        print_row(what, f"{min(once_ms(run) for _run in range(_RUNS)):.1f}")


def _computations() -> dict[str, Callable[[], object]]:
    # Loading numpy and scipy is not what is measured.
    from headway.planning.chances import spread_of, tries_for  # noqa: PLC0415
    from headway.planning.links import Link, borrowing, plain_needs  # noqa: PLC0415
    from headway.planning.weak import Against, weakest  # noqa: PLC0415

    company = [Link(str(tried), tried, made) for tried, made in _CHAIN]
    reps = [[Link(link.key, link.tried / _REPS, link.made / _REPS) for link in company] for _rep in range(_REPS)]

    def weak() -> object:
        return weakest([Against(link, other) for link, other in zip(reps[0], company, strict=True)])

    def of_all() -> object:
        # The goal of a team is shared out, so its chance is worked out once; the plain answer is each rep's.
        chains = [borrowing(rep, company) for rep in reps]
        return tries_for(600, 0.8, spread_of(company)), [plain_needs(chain, 12) for chain in chains]

    return {
        "a goal of 600 with 80 % certainty": lambda: tries_for(600, 0.8, spread_of(company)),
        "the weak link of one rep": weak,
        "a team of fifty: its goal, and each rep's plain need": of_all,
        "a team of fifty: how the quarter closes": _forecast(),
    }


def _forecast() -> Callable[[], object]:
    """A thousand open deals on five stages, learnt from 10,000 past ones and tried on ten past dates."""
    from random import Random  # noqa: PLC0415 - as above

    from headway.planning.closing import number_of, value_of  # noqa: PLC0415
    from headway.planning.experience import Experience  # noqa: PLC0415
    from headway.planning.foresight import Ahead, Foresight  # noqa: PLC0415
    from headway.planning.trials import trials_of  # noqa: PLC0415

    random, ahead = Random(4), Ahead(0, 45)
    stays, entries, standing = _past(random)
    won = [{"ago": ago, "deals": 5, "valued": 5, "amount": 250_000, "square": 20_000} for ago in range(500)]

    def made() -> object:
        now = [[row for row in rows if row["back"] == 0] for rows in (stays, entries)]
        known = Foresight(*now)
        trials = trials_of(stays, entries, standing, won, ahead)
        number = Experience.of(trials, known.method)
        value = Experience.of([each.value for each in trials if each.value], known.method, number.spread)
        open_deals = [row for row in standing if row["back"] == 45]
        likely = [known.likely(row["stage_id"], row["weeks"], ahead, segment=1, kind="new") for row in open_deals]
        chances = [
            each.chance for each, row in zip(likely, open_deals, strict=True) if each for _ in range(row["deals"])
        ]
        values = [10_000 + 977 * place for place in range(len(chances))]
        coming = known.coming(now[1], ahead)
        closings = (number_of(chances, coming), value_of(chances, values, more=coming, like=values[:500]))
        spreads = (number.spread, value.spread)
        return [each.widened(spread).quantile(0.9) for each, spread in zip(closings, spreads, strict=True)]

    return made


def _past(random: "Random") -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Counts as the report gives them, on a day and on ten before it."""
    stays, entries, standing = [], [], []
    for back in range(0, 11 * 45, 45):
        for stage in range(1, 6):
            for weeks in range(20):
                alike = {"back": back, "stage_id": stage, "segment_id": weeks % 4, "kind": "new"}
                worth = {"valued": 10, "amount": 500_000, "square": 40_000}
                standing.append({**alike, **worth, "weeks": weeks, "deals": 10, "won": 1})
                for ended in ("", "won", "lost"):
                    long = {"stood": weeks, "weeks": weeks + random.randrange(8), "ended": ended}
                    stays.append({**alike, **long, "deals": random.randrange(1, 60)})
        entries += [
            {"back": back, "began": weeks, "weeks": weeks // 2, "ended": ended, "deals": 30}
            for weeks in range(60)
            for ended in ("", "won", "lost")
        ]
    return stays, entries, standing


if __name__ == "__main__":
    main()
