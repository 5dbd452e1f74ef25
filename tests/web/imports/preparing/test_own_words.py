"""A proposed mapping ends its funnel in the reader's language."""

from django.utils import translation

from headway.importers import Activity, Funnel, Mapping, Stage, Standing
from headway.web.imports.preparing.own_words import in_own_words

FUNNEL = Funnel("Sales", (Stage("Offer", "opportunity"), Stage("Won", "won"), Stage("Lost", "lost")))


def test_what_was_made_up_is_translated_and_what_the_file_says_stays():
    """
    value | stage
    Offer | Offer
    No    | Lost, price
    """
    mapping = Mapping("deal", funnel=FUNNEL, stages={"Offer": Standing("Offer"), "No": Standing("Lost", "price")})
    with translation.override("ru"):
        own = in_own_words(mapping)
    assert own.funnel == Funnel(
        "Продажи", (Stage("Offer", "opportunity"), Stage("Выиграна", "won"), Stage("Проиграна", "lost"))
    )
    assert own.stages == {"Offer": Standing("Offer"), "No": Standing("Проиграна", "price")}
    assert in_own_words(mapping) == mapping


def test_activities_and_outcomes_lead_to_the_same_stages():
    mapping = Mapping(
        "event log",
        funnel=FUNNEL,
        outcomes={"yes": Standing("Won")},
        activities={"Order": Activity(stage="Won"), "Call": Activity(contact="call")},
    )
    with translation.override("hu"):
        own = in_own_words(mapping)
    assert own.outcomes == {"yes": Standing("Megnyert")}
    assert own.activities == {"Order": Activity(stage="Megnyert"), "Call": Activity(contact="call")}


def test_a_mapping_without_a_funnel_has_nothing_to_translate():
    mapping = Mapping("rep", columns={"rep": ("name",)})
    assert in_own_words(mapping) is mapping
