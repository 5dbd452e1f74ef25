"""Work in rounds: who comes while a round is going waits for the next, and nobody is forgotten."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from headway.web.log.rounds import Rounds


def test_who_comes_alone_is_served_alone_and_at_once() -> None:
    seen: list[list[int]] = []

    def work(orders: Sequence[int]) -> list[int]:
        seen.append(list(orders))
        return [-order for order in orders]

    rounds = Rounds(work)
    assert [rounds.join(order) for order in (1, 2, 3)] == [-1, -2, -3]
    assert seen == [[1], [2], [3]]


def test_who_comes_while_a_round_is_going_goes_into_the_next_one_together() -> None:
    """
    round | orders
    first | 0, which is not done before all others wait
    then  | 1 to 9
    """
    has_begun, may_end = Event(), Event()
    seen: list[set[int]] = []

    def work(orders: Sequence[int]) -> list[int]:
        seen.append(set(orders))
        has_begun.set()
        may_end.wait()
        return [order * 10 for order in orders]

    rounds = Rounds(work)
    with ThreadPoolExecutor(10) as pool:
        first = pool.submit(rounds.join, 0)
        has_begun.wait()
        others = [pool.submit(rounds.join, order) for order in range(1, 10)]
        while len(rounds._waiting) < 9:
            pass
        may_end.set()
        assert [each.result() for each in (first, *others)] == [order * 10 for order in range(10)]
    assert seen == [{0}, set(range(1, 10))]


def test_a_thousand_orders_of_many_threads_get_their_own_answers() -> None:
    rounds = Rounds(lambda orders: [order + 1 for order in orders])
    start = Barrier(20)

    def ask(writer: int) -> list[int | None]:
        start.wait()
        return [rounds.join(writer * 1000 + number) for number in range(50)]

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, range(20)))
    assert answers == [[writer * 1000 + number + 1 for number in range(50)] for writer in range(20)]


def test_after_work_that_failed_the_next_round_goes_on() -> None:
    def work(orders: Sequence[int]) -> list[int]:
        return [1 // order for order in orders]

    rounds = Rounds(work)
    with pytest.raises(ZeroDivisionError):
        rounds.join(0)
    assert rounds.join(1) == 1
