"""The worker: takes jobs out of the queue, and ticks every minute."""

import logging

from huey import crontab
from huey.consumer import Consumer

from headway.web.jobs.queue import load_jobs, queue, runner
from headway.web.jobs.schedule import tick

_THREADS = 2
_SECONDS_TO_FINISH = 5


def work() -> None:
    """Work until a signal says to stop; jobs at work then have a few seconds to end."""
    logging.getLogger("huey").setLevel(logging.ERROR)
    load_jobs()
    runner()
    queue().periodic_task(crontab(), name="tick")(_tick)
    Consumer(
        queue(),
        workers=_THREADS,
        max_delay=0.5,
        scheduler_interval=5,
        graceful_signal="TERM",
        shutdown_timeout=_SECONDS_TO_FINISH,
    ).run()


def _tick() -> None:
    tick()
