"""The oracle's own SQL as an engine: a pattern for others, and what they are compared with."""

import json
import sys
from pathlib import Path

from bench.funnel.oracle import Oracle
from bench.funnel.questions import question


def main() -> None:
    """Take the files in, then answer until nobody asks."""
    oracle = Oracle(Path(json.loads(sys.stdin.readline())["folder"]))
    print("{}", flush=True)
    for line in sys.stdin:
        print(json.dumps({"rows": oracle.answer(question(json.loads(line)["question"]))}), flush=True)


if __name__ == "__main__":
    main()
