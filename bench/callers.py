"""Clients that log contacts over HTTP, each on its own connection; a process apart that hears and tells JSON.

It hears the port and path of a server, for how many seconds to call, and of each client a token and the bodies to
choose from; a ``uid`` in a body is made anew each time.
"""

import json
import random
import sys
import time
import uuid
from collections import Counter
from http.client import HTTPConnection
from threading import Barrier, Thread
from typing import Any


class Caller(Thread):
    """One client: logs a contact, waits for the answer, and logs the next."""

    def __init__(self, asked: dict[str, Any], told: dict[str, Any], number: int, start: Barrier) -> None:
        super().__init__()
        self._line = HTTPConnection("127.0.0.1", asked["port"], timeout=60)
        self._headers = {"Authorization": f"Bearer {told['token']}", "Content-Type": "application/json"}
        self._path, self._bodies, self._seconds = asked["path"], told["bodies"], asked["seconds"]
        self._chance, self._start = random.Random(number), start
        self.times_ms: list[float] = []
        self.statuses: Counter[int] = Counter()

    def run(self) -> None:
        self._start.wait()
        until = time.perf_counter() + self._seconds
        while time.perf_counter() < until:
            start = time.perf_counter()
            status = self.log()
            self.times_ms.append((time.perf_counter() - start) * 1000)
            self.statuses[status] += 1

    def log(self) -> int:
        contact = self._chance.choice(self._bodies)
        if "uid" in contact:
            contact = contact | {"uid": str(uuid.uuid4())}
        self._line.request("POST", self._path, body=json.dumps(contact), headers=self._headers)
        answer = self._line.getresponse()
        answer.read()
        return answer.status


def main() -> None:
    """Read who calls for how long, call, and print what was seen."""
    asked = json.load(sys.stdin)
    start = Barrier(len(asked["callers"]) + 1)
    callers = [Caller(asked, told, number, start) for number, told in enumerate(asked["callers"])]
    for caller in callers:
        caller.start()
    start.wait()
    began = time.perf_counter()
    for caller in callers:
        caller.join()
    took = time.perf_counter() - began
    statuses = sum((caller.statuses for caller in callers), Counter())
    json.dump(
        {"times_ms": [each for caller in callers for each in caller.times_ms], "statuses": statuses, "seconds": took},
        sys.stdout,
    )


if __name__ == "__main__":
    main()
