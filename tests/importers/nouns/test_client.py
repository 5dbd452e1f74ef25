"""A row of a client table becomes a client."""

from headway.importers import ImportedClient

MAPPING = """
noun = "client"
system_reps = ["import"]
[columns]
client = "name"
client_key = "id"
segment = "sector"
owner = "rep"
phone = ["mobile", "phone"]
email = "email"
tax_number = "vat"
[constants]
source = "trade fair"
[aliases.segment]
technolgy = "technology"
"""


def test_clients_and_rows_that_name_none(converted):
    found = converted(
        """
        id,name,sector,rep,mobile,phone,email,vat
        17,Pump Kft.,Technolgy,Bob,,+36 1 234 5678,info@pump.example,HU123
        ,Valve,retail,import,06 30 123 4567,+36 1 111 1111,,
        ,,retail,Bob,,,,
        """,
        MAPPING,
    )
    assert found.records == [
        ImportedClient(
            "17",
            "Pump Kft.",
            segment="technology",
            source="trade fair",
            owner="Bob",
            phone="+36 1 234 5678",
            email="info@pump.example",
            tax_number="HU123",
        ),
        ImportedClient("Valve", "Valve", segment="retail", source="trade fair", phone="06 30 123 4567"),
    ]
    assert found.problems == [(4, "The row names no client: fill in its name, or map the column that holds it.")]
