"""Work that is done in rounds: whoever comes while a round is going waits, and all that wait go into the next one."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

Order = TypeVar("Order")
Answer = TypeVar("Answer")
_MOST = 64


class Rounds(Generic[Order, Answer]):
    """Lets threads that want the same kind of work have it done together, by one of them.

    ``work`` does all orders of a round and returns an answer for each; nobody is answered before it returns. Whoever
    comes while nobody works begins at once, alone: there is no waiting for company. Where the work fails, every order
    of its round is answered with None.
    """

    def __init__(self, work: Callable[[Sequence[Order]], Sequence[Answer | None]]) -> None:
        self._work = work
        self._guard = Lock()
        self._waiting: list[_Place[Order, Answer]] = []
        self._is_going = False

    def join(self, order: Order) -> Answer | None:
        """Have an order done, and return its answer."""
        place: _Place[Order, Answer] = _Place(order)
        with self._guard:
            self._waiting.append(place)
            leads, self._is_going = not self._is_going, True
        if not leads:
            # Until it is answered, or leads the next round.
            place.turn.acquire()
        if not place.is_answered:
            self._lead()
        return place.answer

    def _lead(self) -> None:
        with self._guard:
            places, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
        try:
            answers = self._work([place.order for place in places])
            for place, answer in zip(places, answers, strict=True):
                place.answer = answer
        finally:
            for place in places:
                place.is_answered = True
                place.turn.release()
            with self._guard:
                self._is_going = bool(self._waiting)
                if self._waiting:
                    self._waiting[0].turn.release()


class _Place(Generic[Order, Answer]):
    """Somebody's place in the queue."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.answer: Answer | None = None
        self.is_answered = False
        self.turn = Lock()
        self.turn.acquire()
