"""A row of a contact table becomes a contact of its deal."""

from headway.importers import ImportedClient

MAPPING = """
noun = "contact"
time_zone = "UTC"
[columns]
deal = "deal"
client = "client"
at = "at"
rep = "rep"
contact_kind = "kind"
duration_minutes = "minutes"
duration_seconds = "seconds"
direction = "way"
is_cold = "cold"
stage = "stage"
note = "note"
[aliases.contact_kind]
"Telefonat" = "call"
[stages]
Offer = "Offer"
Lost = { stage = "Lost", reason = "Price" }
"""
HEADER = "deal,client,at,rep,kind,minutes,seconds,way,cold,stage,note\n"


def test_contacts_are_bundled_by_deal_in_the_order_of_the_file(converted, funnel):
    found = converted(
        HEADER
        + "A,Pump,2024-01-05 09:00,Bob,Telefonat,5,,in,yes,Offer,agreed\n"
        + "B,Valve,2024-01-05 10:00,Bob,email,,,Outbound,,,\n"
        + "A,Pump,2024-01-05 11:00,Eve,Meeting,,90,,,Lost,\n",
        MAPPING + funnel,
    )
    a, b = found.records
    assert (a.key, a.client, a.name, a.entered_at, a.entered_stage) == (
        "A",
        ImportedClient("Pump", "Pump"),
        None,
        None,
        None,
    )
    assert [(one.kind, one.rep, one.duration_seconds, one.stage_after, one.loss_reason) for one in a.contacts] == [
        ("call", "Bob", 300, "Offer", None),
        ("meeting", "Eve", 90, "Lost", "Price"),
    ]
    assert [(one.is_inbound, one.is_cold, one.note, one.position) for one in (*a.contacts, *b.contacts)] == [
        (True, True, "agreed", 2),
        (False, False, "", 4),
        (False, False, "", 3),
    ]


def test_contacts_that_cannot_be_read_are_told(converted):
    found = converted(
        HEADER
        + "A,Pump,,Bob,call,,,,,,\n"
        + "A,Pump,2024-01-05,Bob,,,,,,,\n"
        + "A,Pump,2024-01-05,Bob,telepathy,,,,,,\n"
        + "A,Pump,2024-01-05,Bob,call,,,sideways,,,\n"
        + ",Pump,2024-01-05,Bob,call,,,,,,\n"
        + "A,Pump,2024-01-05,Bob,call,,,,,,\n"
        + "ragged\n",
        MAPPING.partition("[stages]")[0].replace('stage = "stage"\n', ""),
    )
    assert [len(deal.contacts) for deal in found.records] == [1]
    assert found.problems == [
        (2, "The contact has no time: fill it in, or map the column that holds it."),
        (3, "The contact has no kind: fill it in, or give all contacts one under [constants]."),
        (
            4,
            (
                "“telepathy” is no kind that Headway knows (call, meeting, email, message, mail, demo, visit): "
                "give it an alias in the mapping."
            ),
        ),
        (5, "“sideways” is neither inbound nor outbound: give it an alias in the mapping."),
        (6, "The row names no deal: fill in its id, or map the column that holds it."),
        (8, "Line 8 has 1 cells where the table has 11 columns: look for a separator too many or too few."),
    ]


def test_keys_are_the_files_own_or_told_by_what_the_contact_says(converted):
    text = "deal,id,at\nA,T1,2024-01-05\nA,,2024-01-05\nA,,2024-01-05\n"
    mapping = """
        noun = "contact"
        time_zone = "UTC"
        columns = { deal = "deal", contact = "id", at = "at" }
        constants = { contact_kind = "call" }
        """
    first, second, third = (one.key for one in converted(text, mapping).records[0].contacts)
    again = [one.key for one in converted(text + "A,,2024-01-06\n", mapping).records[0].contacts]
    assert first == "T1"
    assert second != third
    assert again[:3] == [first, second, third]
