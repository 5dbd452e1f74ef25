"""The fields that a column can be mapped to."""

from dataclasses import dataclass
from typing import Final

from headway.engine.text import gettext_noop


@dataclass(frozen=True, slots=True)
class Field:
    """A thing that a row can say; its kind is text, moment, month, amount, seconds or flag."""

    name: str
    kind: str
    label: str


_ALL: Final = (
    Field("deal", "text", gettext_noop("Deal id")),
    Field("deal_name", "text", gettext_noop("Deal name")),
    Field("client", "text", gettext_noop("Client")),
    Field("client_key", "text", gettext_noop("Client id")),
    Field("client_kind", "text", gettext_noop("Organisation or person")),
    Field("segment", "text", gettext_noop("Segment")),
    Field("source", "text", gettext_noop("Source")),
    Field("referrer", "text", gettext_noop("Referred by")),
    Field("owner", "text", gettext_noop("Owner of the deal")),
    Field("product", "text", gettext_noop("Product")),
    Field("deal_kind", "text", gettext_noop("Kind of deal")),
    Field("value", "amount", gettext_noop("Value")),
    Field("currency", "text", gettext_noop("Currency")),
    Field("stage", "text", gettext_noop("Stage")),
    Field("outcome", "text", gettext_noop("Outcome")),
    Field("loss_reason", "text", gettext_noop("Reason of loss")),
    Field("entered_at", "moment", gettext_noop("Entered on")),
    Field("entered_stage", "text", gettext_noop("Stage on entry")),
    Field("stage_at", "moment", gettext_noop("Entered the present stage on")),
    Field("closed_at", "moment", gettext_noop("Closed on")),
    Field("won_at", "moment", gettext_noop("Won on")),
    Field("lost_at", "moment", gettext_noop("Lost on")),
    Field("expected_on", "moment", gettext_noop("Expected to close on")),
    Field("sale", "text", gettext_noop("Sale id")),
    Field("sold_on", "moment", gettext_noop("Sold on")),
    Field("sale_amount", "amount", gettext_noop("Sale amount")),
    Field("cost", "amount", gettext_noop("Cost")),
    Field("sale_kind", "text", gettext_noop("Kind of sale")),
    Field("spent", "text", gettext_noop("Cost id")),
    Field("spent_amount", "amount", gettext_noop("Amount of the cost")),
    Field("spent_in", "month", gettext_noop("Month of the cost")),
    Field("spent_on", "moment", gettext_noop("Day of the cost, or the first one")),
    Field("spent_until", "moment", gettext_noop("Last day of the cost")),
    Field("contact", "text", gettext_noop("Contact id")),
    Field("at", "moment", gettext_noop("Day and time")),
    Field("rep", "text", gettext_noop("Rep")),
    Field("contact_kind", "text", gettext_noop("Kind of contact")),
    Field("duration_seconds", "seconds", gettext_noop("Duration")),
    Field("duration_minutes", "amount", gettext_noop("Duration in minutes")),
    Field("direction", "text", gettext_noop("Inbound or outbound")),
    Field("is_cold", "flag", gettext_noop("Cold")),
    Field("note", "text", gettext_noop("Note")),
    Field("next_on", "moment", gettext_noop("Day of the next step")),
    Field("next_step", "text", gettext_noop("Next step")),
    Field("next_kind", "text", gettext_noop("Kind of the next step")),
    Field("activity", "text", gettext_noop("Activity")),
    Field("lifecycle", "text", gettext_noop("Step of the activity")),
    Field("phone", "text", gettext_noop("Phone")),
    Field("email", "text", gettext_noop("E-mail")),
    Field("tax_number", "text", gettext_noop("Tax number")),
    Field("team", "text", gettext_noop("Team")),
    Field("head", "text", gettext_noop("Head of sales")),
)

FIELDS: Final = {field.name: field for field in _ALL}
