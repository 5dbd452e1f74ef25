"""A storm of kill -9: contacts are logged, corrected and deleted, and files brought in, while processes die at random.

Nothing that was acknowledged may be lost, nothing may be there twice.

`python -m tests.end_to_end.storm --kills 200` is the one command; the tests run a shorter one.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.end_to_end.installation import Installation, Refused
from tests.end_to_end.processes import kill

DEALS_A_FILE = 400
_WRITERS = 3
# Shares of the contacts after which one is corrected or deleted.
_CORRECTED, _DELETED = 0.3, 0.1


@dataclass
class Storm:
    """What goes on at once: writers, an importer, a watcher, and the one who kills."""

    installation: Installation
    kills: int
    seed: int
    is_over: threading.Event = field(default_factory=threading.Event)
    # The note of each contact as it was acknowledged at last, by the id its sender made.
    acknowledged: dict[str, str] = field(default_factory=dict)
    corrected: int = 0
    deleted: int = 0
    imported: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    killed: int = 0

    def rage(self) -> None:
        """Run until the kills are done and everything begun has come to its end."""
        self.installation.start()
        threads = [threading.Thread(target=self._log, args=(number,)) for number in range(_WRITERS)]
        threads += [threading.Thread(target=self._bring_in), threading.Thread(target=self._watch)]
        for thread in threads:
            thread.start()
        self._kill_at_random()
        self.is_over.set()
        for thread in threads:
            thread.join(timeout=300)
            if thread.is_alive():
                self.troubles.append("A writer did not come to its end within five minutes of the last kill.")

    def _kill_at_random(self) -> None:
        chance = random.Random(self.seed)
        while self.killed < self.kills:
            time.sleep(chance.uniform(0.05, 0.9))
            victims = self.installation.processes()
            if victims:
                kill(chance.choice(victims))
                self.killed += 1
            self.installation.keep_up()
        self.installation.keep_up()

    def _log(self, number: int) -> None:
        """Log contacts, and correct or delete some of one's own."""
        chance = random.Random(self.seed * 1000 + number)
        own: list[str] = []
        while not self.is_over.is_set():
            try:
                own.append(self.installation.log_contact(chance))
                self.acknowledged[own[-1]] = ""
                self._change_mind(chance, own)
            except Refused as trouble:
                self.troubles.append(f"A contact was refused: {trouble}")
                return

    def _change_mind(self, chance: random.Random, own: list[str]) -> None:
        what = chance.random()
        if what < _CORRECTED:
            uid, note = chance.choice(own), f"corrected {chance.random()}"
            self.installation.correct_contact(uid, note, chance)
            self.acknowledged[uid] = note
            self.corrected += 1
        elif what < _CORRECTED + _DELETED:
            uid = own.pop(chance.randrange(len(own)))
            self.installation.delete_contact(uid)
            del self.acknowledged[uid]
            self.deleted += 1

    def _bring_in(self) -> None:
        number = 0
        while not self.is_over.is_set() or number == 0:
            number += 1
            name = f"file {number}"
            if not self.installation.bring_in(name, DEALS_A_FILE):
                self.troubles.append(f"{name} could not be brought in.")
                return
            self.imported.append(name)

    def _watch(self) -> None:
        """Look at the numbers all the while: of a file, either nothing is to be seen or all of it."""
        while not self.is_over.is_set():
            for source, count in self.installation.leads_by_source().items():
                if source.startswith("file ") and count not in {0, DEALS_A_FILE}:
                    self.troubles.append(f"{count} deals of {source} were to be seen, of {DEALS_A_FILE}.")
            time.sleep(0.2)


def verdict(storm: Storm) -> list[str]:
    """What was lost, doubled or left half, in sentences; nothing, if all is well."""
    report = storm.installation.report()
    troubles = list(storm.troubles)
    logged, acknowledged = report["logged"], storm.acknowledged
    lost, unknown = acknowledged.keys() - logged.keys(), logged.keys() - acknowledged.keys()
    if lost:
        troubles.append(f"{len(lost)} acknowledged contacts are lost.")
    if unknown:
        troubles.append(f"{len(unknown)} contacts stand in the log that nobody was told of, or that were deleted.")
    other = sum(1 for uid in acknowledged.keys() & logged.keys() if acknowledged[uid] != logged[uid])
    if other:
        troubles.append(f"{other} acknowledged corrections are lost.")
    expected = dict.fromkeys(storm.imported, DEALS_A_FILE)
    if report["imported"] != expected:
        troubles.append(f"Of the imports there are {report['imported']}, not {expected}.")
    troubles.extend(report["troubles"])
    return troubles


def main() -> int:
    """Run a storm and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="headway-storm-") as folder, Installation(Path(folder)) as installation:
        storm = Storm(installation, arguments.kills, arguments.seed)
        storm.rage()
        troubles = verdict(storm)
    print(
        f"{storm.killed} kills (seed {arguments.seed}): {len(storm.acknowledged)} contacts acknowledged, "
        f"{storm.corrected} corrections, {storm.deleted} deletions, "
        f"{len(storm.imported)} files brought in, {len(troubles)} troubles"
    )
    print("\n".join(troubles))
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
