"""Working days, absences and what settles them through the API."""

import uuid

from headway.web.models import Absence, OverruledDay, OwnWeek


def test_days_are_counted_for_the_company_and_for_one(api_of, alice, bob):
    api_of(bob).post("/absences", {"first": "2024-08-05", "latest": "2024-08-06"})
    company = api_of(alice).get("/working-days?period=2024-08").json()
    assert (company["rep"], company["total"], len(company["days"])) == (None, "21", 21)
    assert company["days"][2] == {"day": "2024-08-03", "share": "1"}
    assert api_of(alice).get("/working-days?period=2024-08&rep=Bob").json()["total"] == "19"
    refused = api_of(alice).get("/working-days?period=all")
    assert (refused.status_code, refused.json()["field"]) == (422, "period")


def test_an_absence_is_sent_twice_listed_and_taken_out(api_of, carol, bob):
    body = {"uid": str(uuid.uuid4()), "first": "2024-08-05", "latest": "2024-08-06", "kind": "sick", "is_half": True}
    first, second = (api_of(bob).post("/absences", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    told = first.json()
    assert told == {**body, "rep": {"id": bob.pk, "name": "Bob"}}
    assert api_of(carol).get("/absences?since=2024-08-06&until=2024-08-07").json()["items"] == [told]
    assert api_of(carol).get("/absences?since=2024-08-07").json()["items"] == []
    assert api_of(bob).post("/absences", {"first": "2024-08-06", "latest": "2024-08-06"}).status_code == 422
    assert api_of(bob).delete(f"/absences/{told['uid']}").status_code == 204
    assert not Absence.objects.exists()


def test_days_and_weeks_are_settled(api_of, alice, carol, bob):
    api_of(alice).put("/working-days/2024-12-23", {"is_worked": False, "why": "Closed"})
    assert OverruledDay.objects.get().why == "Closed"
    api_of(alice).put("/working-days/2024-12-23", {"is_worked": None})
    assert not OverruledDay.objects.exists()
    assert api_of(alice).put("/working-week", {"country": "XX"}).status_code == 422
    week = {"starts_on": "2024-05-01", "percents": [100, 100, 100, 100, 0, 0, 0]}
    assert api_of(carol).put(f"/reps/{bob.pk}/week", week).status_code == 204
    assert api_of(bob).put(f"/reps/{bob.pk}/week", week).status_code == 403
    assert api_of(carol).put(f"/reps/{bob.pk}/week", {**week, "percents": [101]}).status_code == 422
    assert api_of(carol).delete(f"/reps/{bob.pk}/week/2024-05-01").status_code == 204
    assert not OwnWeek.objects.exists()


def test_whoever_leads_reads_the_day_of_each_rep(api_of, carol, bob, eve, funnel):
    told = api_of(carol).get("/today/reps").json()
    assert [(each["rep"]["name"], each["needs"], each["streak"]) for each in told] == [("Bob", [], 0)]
    assert api_of(carol).get("/today?rep=Eve").status_code == 422
