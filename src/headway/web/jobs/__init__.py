"""Work that nobody waits for: jobs handed to the worker, and what is done once a day or every minute.

Every folder of the web layer that has a ``jobs.py`` is found by itself. A job is three lines there: look up, call,
done.
"""

from headway.web.jobs.queue import enqueue, job
from headway.web.jobs.schedule import daily, every_minute

__all__ = ["daily", "enqueue", "every_minute", "job"]
