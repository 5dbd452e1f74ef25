"""How each record of a file stands in the tables of the log: columns and values in one order."""

CLIENT = (
    "id", "uid", "name", "search_key", "kind", "segment", "source", "referrer", "owner", "phone", "email",
    "tax_number", "created_at", "import_run",
)  # fmt: skip
DEAL = (
    "id", "uid", "client", "name", "kind", "funnel", "entered_at", "entered_on", "is_entry_known", "entered_stage",
    "owner", "value_amount", "currency", "expected_on", "source", "referrer", "product", "created_at",
    "import_run",
)  # fmt: skip
CONTACT_GIVEN = (
    "kind", "is_inbound", "is_cold", "happened_at", "happened_on", "position", "duration_seconds", "stage_after",
    "loss_reason", "note",
)  # fmt: skip
CONTACT = (
    "id", "uid", "client", "deal", "rep", "team", *CONTACT_GIVEN, "is_counted", "written_at", "written_by",
    "import_run",
)  # fmt: skip
MOVE_GIVEN = ("stage_after", "loss_reason", "happened_at", "happened_on", "position")
MOVE = ("id", "uid", "deal", *MOVE_GIVEN, "cause", "note", "written_at", "written_by", "import_run")
SALE_GIVEN = ("said_kind", "sold_on", "amount", "cost_amount", "currency", "product")
SALE = (
    "id", "uid", "client", "deal", "rep", "team", *SALE_GIVEN, "kind", "is_won_back", "company_amount",
    "company_cost_amount", "written_at", "import_run",
)  # fmt: skip


def trimmed(text: str | None, longest: int) -> str:
    """Cut a text to what its column holds, without the zero bytes that PostgreSQL refuses."""
    return "" if text is None else text.replace("\0", "").strip()[:longest]
