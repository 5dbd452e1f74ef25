"""`headway clients`: what was entered twice."""

from collections.abc import Callable
from datetime import datetime

from headway.web.log import open_client
from headway.web.models import Client, User


def test_a_twin_is_listed_merged_and_parted(headway: Callable, alice: User, pump: Client, now: datetime) -> None:
    twin = open_client("Pump Works", by=alice, now=now, phone="+36 1 555 1234")
    Client.objects.filter(pk=pump.pk).update(phone="06 1 555 1234")
    assert headway("clients", "same", "Pump Ltd").out == f"Pump Works ({twin.pk}) has the same phone.\n"
    said = headway("clients", "merge", "Pump Ltd", str(twin.pk))
    assert said.out == "Pump Works is the same client as Pump Ltd now. No number that was counted has changed.\n"
    assert f"Pump Works ({twin.pk}) was merged into it on" in headway("clients", "same", str(twin.pk)).out
    assert "No client 'Pipes' was merged into Pump Ltd." in headway("clients", "part", "Pump Ltd", "Pipes").err
    said = headway("clients", "part", "Pump Ltd", "pump works")
    assert said.out == "Pump Works and Pump Ltd are two clients again.\n"
    assert "one client already" in headway("clients", "merge", "Pump Ltd", "Pump Ltd").err
