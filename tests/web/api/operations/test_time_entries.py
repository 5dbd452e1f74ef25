"""Time entries through the API."""

import uuid


def test_time_is_sent_twice_listed_and_taken_out(api_of, alice, bob, eve):
    category = {"name": "Documentation", "is_selling": False}
    added = api_of(alice).post("/time-categories", category).json()
    assert api_of(bob).get("/time-categories").json() == [added] == [{"id": added["id"], **category}]
    body = {"uid": str(uuid.uuid4()), "category": "documentation", "seconds": 5400}
    first, second = (api_of(bob).post("/time-entries", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    told = first.json()
    assert (told["seconds"], told["category"]["name"], told["rep"]["name"]) == (5400, "Documentation", "Bob")
    today, mine = told["spent_on"], api_of(bob)
    assert mine.get(f"/time-entries?since={today}").json()["items"] == [told]
    assert mine.get(f"/time-entries?until={today}").json()["items"] == []
    assert api_of(eve).get("/time-entries").json()["items"] == []
    assert api_of(eve).delete(f"/time-entries/{told['uid']}").status_code == 404
    assert mine.delete(f"/time-entries/{told['uid']}").status_code == 204
    assert mine.get("/time-entries").json()["items"] == []


def test_a_category_that_is_not_there_is_said_to_be_so(api_of, bob):
    refused = api_of(bob).post("/time-entries", {"category": "Golf", "seconds": 60})
    assert (refused.status_code, refused.json()["error"]) == (422, "There is no time category 'Golf'.")
