"""The pages of working days: the year at a glance, and what is entered there."""

import re
import uuid
from datetime import date

from headway.engine.period import Period
from headway.web.models import Absence, Company, OverruledDay, OwnWeek
from headway.web.working_days import company_days, worked
from headway.web.working_days.writing import enter_absence

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))


def _days(page):
    return int(re.search(r"works (\d+)", page.text.replace("\u00a0", " "))[1])


def _looks(page, look):
    return len(re.findall(rf'<span class="day day-{look}[ "]', page.text))


def test_the_year_shows_the_days_that_are_counted(browser, alice, bob, now):
    enter_absence(bob, date(2024, 5, 13), date(2024, 5, 14), by=bob, now=now)
    enter_absence(bob, date(2024, 5, 16), date(2024, 5, 16), is_half=True, by=bob, now=now)
    page = browser(alice).get("/working-days")
    assert _days(page) == len(company_days(YEAR)) == _looks(page, "worked") + _looks(page, "opened")
    assert _looks(page, "opened") == 3
    own = browser(bob).get("/working-days")
    assert (_looks(own, "away"), _looks(own, "part")) == (2, 1)
    assert float(re.search(r"Bob works ([\d.]+)", own.text)[1]) == float(sum(worked([bob], YEAR)[bob.pk].values()))


def test_a_rep_enters_an_absence_and_takes_it_out(browser, bob):
    page = browser(bob)
    said = {"uid": uuid.uuid4(), "user": bob.pk, "first": "2024-07-01", "latest": "2024-07-05", "kind": "holiday"}
    assert page.post("/working-days/absences", said).status_code == 302
    absence = Absence.objects.get()
    assert (absence.starts_on, absence.ends_on) == (date(2024, 7, 1), date(2024, 7, 6))
    again = page.post("/working-days/absences", {**said, "uid": uuid.uuid4()})
    assert again.status_code == 422
    assert "already" in again.text
    page.post(f"/working-days/absences/{absence.uid}/remove")
    assert not Absence.objects.exists()


def test_nobody_enters_absences_of_a_colleague(browser, bob, colleagues, carol):
    said = {"uid": uuid.uuid4(), "user": colleagues[0].pk, "first": "2024-07-01", "latest": "2024-07-05"}
    assert browser(bob).post("/working-days/absences", {**said, "kind": "sick"}).status_code == 422
    assert browser(carol).post("/working-days/absences", {**said, "kind": "sick"}).status_code == 302


def test_the_owner_settles_days_and_the_week(browser, alice):
    page = browser(alice)
    page.post("/working-days/day", {"day": "2024-12-23", "what": "closed", "why": "Between the years"})
    assert "Between the years" in page.get("/working-days").text
    page.post("/working-days/day", {"day": "2024-12-23", "what": "calendar"})
    assert not OverruledDay.objects.exists()
    assert page.post("/working-days/day", {"day": "2024-12-23", "what": "calendar"}).status_code == 422
    page.post("/working-days/week", {"country": "DE", "region": "BY", "weekdays": ["0", "1", "2", "3"]})
    company = Company.objects.get()
    assert (company.country, company.region, company.working_weekdays) == ("DE", "BY", "0123")
    assert page.post("/working-days/week", {"country": "DE", "region": "ZZ"}).status_code == 422


def test_a_head_of_sales_settles_part_time(browser, carol, bob):
    page = browser(carol)
    week = {f"day_{place}": 100 if place < 4 else 0 for place in range(7)}
    assert page.post(f"/working-days/people/{bob.pk}/week", {"starts_on": "2024-05-01", **week}).status_code == 302
    assert "100 · 100 · 100 · 100 · 0 · 0 · 0" in page.get(f"/working-days?who={bob.pk}").text
    page.post(f"/working-days/people/{bob.pk}/week/{OwnWeek.objects.get().pk}/remove")
    assert not OwnWeek.objects.exists()


def test_years_beyond_reach_are_no_page(browser, alice):
    assert [browser(alice).get(f"/working-days?year={year}").status_code for year in ("1999", "2101", "x")] == [404] * 3
