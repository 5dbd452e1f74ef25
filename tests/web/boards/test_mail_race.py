"""Two wishes of one user at the same moment: the board is sent once a week."""

from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection

from headway.web.asking import Asker
from headway.web.boards import writing
from headway.web.boards.holders import Holder
from headway.web.models import BoardKind, BoardMail, Company, Currency, Role, User

# SQLite has one writer, so that there is nothing to race for.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
_TRIES = 10


def test_two_wishes_at_once_are_one_mail(now):
    euro = Currency.objects.create(code="EUR")
    company = Company.objects.create(name="Pumps", currency=euro, created_at=now)
    bob = User.objects.create_user("bob@example.com", None, name="Bob", role=Role.REP)
    asker, holder = Asker(bob, company, now), Holder(BoardKind.USER, user=bob)
    writing.begin(asker, holder)
    failed = []

    def wish(gate, weekday):
        gate.wait()
        try:
            writing.send_weekly(asker, holder, weekday)
        except DatabaseError as trouble:
            failed.append(trouble)
        finally:
            connection.close()

    for _try in range(_TRIES):
        BoardMail.objects.all().delete()
        gate = Barrier(2)
        threads = [Thread(target=wish, args=(gate, weekday)) for weekday in (1, 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (failed, BoardMail.objects.count()) == ([], 1)
