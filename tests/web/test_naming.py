"""What a name stands for: in any spelling, among what exists for whoever says it."""

from datetime import date, datetime

import pytest

from headway.engine.dimension import Dimension
from headway.web.funnels import open_funnel
from headway.web.models import Funnel, ImportRun, ImportState, Role, Segment, Source, Stage, Team, User
from headway.web.naming import NotUnderstood, funnels_for, keys_told, line_key, one_named


def test_names_are_found_in_any_spelling(alice: User, bob: User, stage: dict[str, Stage], south: Team) -> None:
    fair, mill = Source.objects.create(name="Árpád Fair"), Segment.objects.create(name="Mill")
    for dimension, text, key in (
        (Dimension.REP, "BOB", bob.pk),
        (Dimension.REP, "bob@example.com", bob.pk),
        (Dimension.TEAM, " south ", south.pk),
        (Dimension.SOURCE, "arpad fair", fair.pk),
        (Dimension.SEGMENT, "mill", mill.pk),
        (Dimension.FUNNEL, "sales", stage["New"].funnel_id),
        (Dimension.STAGE, "offer", stage["Offer"].pk),
        (Dimension.KIND, "e-mail", "email"),
        (Dimension.KIND, "add_on", "add_on"),
        (Dimension.SOURCE, "none", None),
        (Dimension.SOURCE, "not given", None),
        (Dimension.SOURCE, "17", 17),
    ):
        assert keys_told(alice, dimension, [text]) == {key}


def test_a_stage_of_several_funnels_is_all_of_them(alice: User, stage: dict[str, Stage], now: datetime) -> None:
    other = open_funnel("Renewals", (("Offer", "opportunity"), ("Won", "won")), starts_at=now)
    assert keys_told(alice, Dimension.STAGE, ["Offer"]) == {stage["Offer"].pk, other.stages.get(name="Offer").pk}
    with pytest.raises(NotUnderstood, match="Several are called 'Offer'"):
        line_key(alice, Dimension.STAGE, "Offer")


def test_somebody_elses_rep_has_no_name(bob: User, eve: User) -> None:
    with pytest.raises(NotUnderstood, match=r"There is no rep 'Eve'\. There are: Bob\."):
        keys_told(bob, Dimension.REP, ["Eve"])


def test_near_names_are_offered(alice: User, bob: User) -> None:
    User.objects.create_user("bobby@example.com", name="Bobby", role=Role.REP)
    with pytest.raises(
        NotUnderstood, match=r"There is no rep 'Bobb'\. Did you mean 'Bob(by)?' or 'Bob(by)?'\?"
    ) as trouble:
        keys_told(alice, Dimension.REP, ["Bobb"])
    assert trouble.value.field == "rep"


def test_where_there_is_nothing_nothing_is_offered(alice: User) -> None:
    with pytest.raises(NotUnderstood, match=r"^There is no source 'Fair'\.$"):
        keys_told(alice, Dimension.SOURCE, ["Fair"])


def test_the_key_of_a_line_is_one(alice: User, bob: User) -> None:
    assert line_key(alice, Dimension.REP, "Bob") == bob.pk
    assert (
        line_key(alice, Dimension.MONTH, "2024-05") == line_key(alice, Dimension.DAY, "2024-05-01") == date(2024, 5, 1)
    )
    assert line_key(alice, Dimension.MONTH, "none") is None
    with pytest.raises(NotUnderstood, match="'May' is not a day"):
        line_key(alice, Dimension.MONTH, "May")


def test_one_is_named_by_id_or_name() -> None:
    assert one_named([(1, "Offer"), (2, "Need")], "need", "stage") == 2
    assert one_named([(1, "Offer"), (2, "Need")], "1", "stage") == 1
    for text in ("3", "Want"):
        with pytest.raises(NotUnderstood, match=f"There is no stage '{text}'"):
            one_named([(1, "Offer"), (2, "Need")], text, "stage")


@pytest.mark.parametrize(
    ("state", "is_there"), [(ImportState.DONE, True), (ImportState.RUNNING, False), (ImportState.TAKEN_BACK, False)]
)
def test_the_funnel_of_an_import_is_there_when_the_import_is_done(
    alice: User, funnel: Funnel, now: datetime, state: str, is_there: bool
) -> None:
    run = ImportRun.objects.create(file_name="a.csv", path="a", size=1, digest="0", state=state, created_at=now)
    Funnel.objects.create(name="Brought in", import_run=run)
    assert ("Brought in" in {each.name for each in funnels_for(alice)}) == is_there
    assert funnels_for(alice).first() == funnel
