"""Room on Python's stack: each test runs in one large piece of memory, in place of small ones taken and given back.

CPython keeps the frames of calls in pieces of 16 KB, and takes each from the operating system. A loop whose calls just
cross the end of a piece takes one and gives it back every time, and below a test runner that happened a million times
in one module of tests: a fifth of its processor time. A frame that says it needs a large stack gets a piece of its own
size, and what is left of it serves the frames above.
"""

import pytest
from _pytest.runner import runtestprotocol

# Half of the piece that so many values take is left: more than Python's limit of recursion needs.
_VALUES = 70_000


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test as pytest does, where the stack has room."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    _with_room(item, nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _with_room(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    runtestprotocol(item, nextitem=nextitem)


_with_room.__code__ = _with_room.__code__.replace(co_stacksize=_VALUES)
