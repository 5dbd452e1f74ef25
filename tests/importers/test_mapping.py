"""A mapping is a text that a person can change, and says what is wrong with it."""
# ruff: noqa: E501 - a case a line

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.importers import (
    Activity,
    DatedContact,
    Funnel,
    Mapping,
    MappingError,
    Stage,
    Standing,
    dump_mapping,
    load_mapping,
)
from headway.importers.mapping import CONTACT_KINDS
from headway.importers.nouns import nouns

EXAMPLES = sorted((Path(__file__).parents[2] / "src/headway/importers/examples").glob("*.toml"))
STAGES = (Stage("Need", "lead"), Stage("Offer “A”", "opportunity"), Stage("Won", "won"), Stage("Lost", "lost"))
DEAL = 'noun = "deal"\ncolumns = { deal = "deal" }\n'
FUNNEL = 'funnel = { name = "F", stages = [{ name = "N", phase = "lead" }, { name = "W", phase = "won" }, { name = "L", phase = "lost" }] }\n'


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read_and_written_alike(path):
    mapping = load_mapping(path.read_text("utf-8"))
    assert load_mapping(dump_mapping(mapping)) == mapping


def test_a_mapping_is_written_to_be_read_by_people():
    mapping = Mapping(
        "deal",
        columns={"deal": ("Deal ID",), "phone": ("Mobile", "Phone")},
        funnel=Funnel("Sales", STAGES),
        stages={"Új": Standing("Need"), "Lost": Standing("Lost", "Price")},
        contacts=(DatedContact("First call", "call"), DatedContact("Demo", "demo", is_inbound=True)),
        time_zone="Europe/Budapest",
    )
    assert dump_mapping(mapping) == (
        "# What the words of the file mean to Headway. Change it by hand, and use it again for the next export.\n"
        'noun = "deal"\n'
        'time_zone = "Europe/Budapest"\n'
        "\n"
        "# Field = the column that holds it, or several of which the first filled one counts.\n"
        "[columns]\n"
        'deal = "Deal ID"\n'
        'phone = ["Mobile", "Phone"]\n'
        "\n"
        "# The stages in their order; a phase is lead, opportunity, won (once) or lost (once).\n"
        "[funnel]\n"
        'name = "Sales"\n'
        "stages = [\n"
        '  { name = "Need", phase = "lead" },\n'
        '  { name = "Offer “A”", phase = "opportunity" },\n'
        '  { name = "Won", phase = "won" },\n'
        '  { name = "Lost", phase = "lost" },\n'
        "]\n"
        "\n"
        "# Value of the stage = where the deal stands; a reason for what is lost.\n"
        "[stages]\n"
        '"Új" = "Need"\n'
        'Lost = { stage = "Lost", reason = "Price" }\n'
        "\n"
        "# Contacts that are dates in the row of a deal.\n"
        "[[contacts]]\n"
        'at = "First call"\n'
        'kind = "call"\n'
        "\n"
        "[[contacts]]\n"
        'at = "Demo"\n'
        'kind = "demo"\n'
        "is_inbound = true\n"
    )


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("noun = deal", "it is not written as TOML ("),
        ("verb = 1", "there is no key “verb” in the mapping; use one of noun, origin, time_zone, columns,"),
        ('noun = "dragon"', "noun cannot be “dragon”; use one of client, contact, cost, deal, event log, rep, sale."),
        ("", "noun cannot be “”; use one of"),
        ('noun = "rep"\ncolumns = { stage = "x" }', "there is no key “stage” in [columns]; use one of rep, email, team, head."),
        ('noun = "rep"', "a row read as “rep” needs the field “rep” (Rep): name its column, or a constant for it."),
        (DEAL + "constants = { currency = 1 }", "constants.currency must be text."),
        (DEAL + "constants = 5", "constants must be a table."),
        (DEAL + 'aliases = { product = "x" }', "aliases.product must be a table."),
        ('noun = "deal"\ncolumns = { deal = 5 }', "columns.deal must be a name or a list of names."),
        (DEAL + "system_reps = [5]", "system_reps must be a name or a list of names."),
        (DEAL + 'time_zone = "Europe/Atlantis"', "there is no time zone “Europe/Atlantis”; use a name such as Europe/Budapest."),
        (DEAL + 'time_zone = "../etc"', "there is no time zone “../etc”"),
        (DEAL + 'funnel = { name = "F", stages = 5 }', "funnel.stages must be a list of tables."),
        (DEAL + 'funnel = { name = "F", stages = [] }', "the funnel needs one stage of the phase won, and has 0."),
        (DEAL + FUNNEL.replace("won", "lost"), "the funnel needs one stage of the phase won, and has 0."),
        (DEAL + FUNNEL.replace('{ name = "N", phase = "lead" }, ', ""), "the funnel needs a stage of the phase lead or opportunity."),
        (DEAL + FUNNEL.replace("lead", "dream"), "funnel.stages.phase cannot be “dream”; use one of lead, opportunity, won, lost."),
        (DEAL + FUNNEL.replace('"W"', '"N"'), "funnel.stages names “N” twice; each may stand once."),
        (DEAL + 'stages = { Won = "W" }', "stages.Won names a stage, so [funnel] has to list the stages."),
        (DEAL + FUNNEL + 'stages = { Won = "X" }', "stages.Won cannot be “X”; use one of N, W, L."),
        (DEAL + FUNNEL + 'stages = { Won = "" }', "stages.Won cannot be “”; use one of N, W, L."),
        (DEAL + FUNNEL + 'stages = { Won = { reason = "r" } }', "stages.Won cannot be “”; use one of N, W, L."),
        (DEAL + FUNNEL + 'outcomes = { won = { phase = "won" } }', "there is no key “phase” in outcomes.won; use one of stage, reason."),
        (DEAL + 'activities = { Call = { contact = "shout" } }', "activities.Call.contact cannot be “shout”; use one of call, meeting,"),
        (DEAL + "activities = { Call = { first_only = 1 } }", "activities.Call.first_only must be true or false."),
        (DEAL + 'contacts = [{ at = "x", kind = "call" }, { at = "x", kind = "demo" }]', "contacts names “x” twice; each may stand once."),
        (DEAL + 'contacts = [{ kind = "call" }]', "contacts.at must be text."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_what_is_allowed(text, trouble):
    with pytest.raises(MappingError) as refused:
        load_mapping(text)
    assert str(refused.value).startswith(f"The mapping cannot be used: {trouble}")


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
STANDINGS = st.builds(Standing, st.sampled_from([stage.name for stage in STAGES]), st.none() | NAMES)
MAPPINGS = st.builds(
    Mapping,
    st.just("deal"),
    columns=st.builds(dict, st.just([("deal", ("id",))]), stage=st.lists(NAMES, min_size=1, max_size=2).map(tuple)),
    constants=st.dictionaries(st.sampled_from(nouns()["deal"].FIELDS), NAMES, max_size=2),
    aliases=st.dictionaries(st.sampled_from(nouns()["deal"].FIELDS), st.dictionaries(NAMES, NAMES, min_size=1, max_size=2), max_size=2),
    funnel=st.just(Funnel("Sales", STAGES)),
    stages=st.dictionaries(NAMES, STANDINGS, max_size=2),
    outcomes=st.dictionaries(NAMES, STANDINGS | st.just(Standing("")), max_size=2),
    activities=st.dictionaries(
        NAMES,
        st.builds(Activity, st.none() | st.just("Won"), st.none() | NAMES, st.none() | st.sampled_from(CONTACT_KINDS), st.booleans()),
        max_size=2,
    ),
    ignored_activities=st.lists(NAMES, max_size=2).map(tuple),
    contacts=st.lists(st.builds(DatedContact, NAMES, st.sampled_from(CONTACT_KINDS), note=st.just("") | NAMES), max_size=2, unique_by=lambda one: one.at).map(tuple),
    system_reps=st.lists(NAMES, max_size=2).map(tuple),
    time_zone=st.none() | st.just("Europe/Budapest"),
    origin=st.none() | NAMES,
)  # fmt: skip


@settings(deadline=None)
@given(MAPPINGS)
def test_every_mapping_survives_being_written_and_read(mapping):
    assert load_mapping(dump_mapping(mapping)) == mapping
