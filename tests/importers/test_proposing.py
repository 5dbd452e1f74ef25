"""A first mapping is guessed from the names of columns and from what stands in them, in three languages."""
# ruff: noqa: E501 - a case a line

import csv
from dataclasses import replace

import pytest

from headway.importers import Activity, Problem, Standing, convert, dump_mapping, inspect, load_mapping, propose
from headway.importers.proposing import plain_name

_ORDERS = "order,client,date,amount\n"
XES = """
<log>{}</log>
"""


def _proposal(file, text, name="deals.csv"):
    mapping = propose(inspect(file(text, name)))
    return mapping, {field: columns[0] for field, columns in mapping.columns.items()}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("StageName", "stage name"),
        ("deal_stage", "deal stage"),
        ("Deal - Title", "deal title"),
        ("ID сделки", "id сделки"),
        ("Бюджет, ₽", "бюджет"),
    ],
)
def test_names_of_columns_are_compared_by_their_words(name, plain):
    assert plain_name(name) == plain


def test_a_table_kept_by_hand_whose_deal_has_one_column_and_whose_status_is_the_stage(file):
    mapping, columns = _proposal(
        file,
        """
        Сделка;Клиент;Менеджер;Создана;Статус;Сумма
        Д-1;Ромашка;Боб;13.01.2025;Новая;1,5
        Д-2;Тверь;Боб;14.01.2025;Переговоры;2,5
        Д-3;Тверь;Боб;15.01.2025;Оплачено;2,5
        Д-4;Тверь;Боб;16.01.2025;Отказ;2,5
        """,
    )
    assert (columns["deal"], columns["stage"], columns["client"]) == ("Сделка", "Статус", "Клиент")
    assert "outcome" not in columns
    assert [(stage.name, stage.phase) for stage in mapping.funnel.stages] == [
        ("Новая", "lead"),
        ("Переговоры", "opportunity"),
        ("Won", "won"),
        ("Lost", "lost"),
    ]
    assert mapping.stages["Отказ"] == Standing("Lost", "Отказ")


def test_a_status_that_only_tells_open_from_closed_stays_an_outcome(file):
    mapping, columns = _proposal(file, "id;client;status;created\n1;Acme;open;2025-01-13\n2;Birch;won;2025-01-14\n")
    assert columns["outcome"] == "status"
    assert mapping.outcomes == {"open": Standing(""), "won": Standing("Won")}


def test_an_export_in_russian(file):
    mapping, columns = _proposal(
        file,
        """
        ID сделки;Название;Ответственный;Стадия сделки;Дата создания;Сумма;Валюта;Компания
        1;Насос;Боб;Новая;13.01.2024;1,5;RUB;Тверь
        2;Клапан;Боб;Успешно реализовано;14.01.2024;2,5;RUB;Тверь
        3;Кран;Боб;Закрыто и не реализовано;14.01.2024;2,5;RUB;Тверь
        """,
    )
    assert mapping.noun == "deal"
    assert columns == {
        "deal": "ID сделки",
        "deal_name": "Название",
        "owner": "Ответственный",
        "stage": "Стадия сделки",
        "entered_at": "Дата создания",
        "value": "Сумма",
        "currency": "Валюта",
        "client": "Компания",
    }
    assert mapping.stages == {
        "Новая": Standing("Новая"),
        "Успешно реализовано": Standing("Won"),
        "Закрыто и не реализовано": Standing("Lost", "Закрыто и не реализовано"),
    }
    assert load_mapping(dump_mapping(mapping)) == mapping


def test_an_export_in_hungarian(file):
    mapping, columns = _proposal(
        file,
        """
        Azonosító;Ügyfél;Fázis;Állapot;Felelős;Összeg;Létrehozva
        1;Győri Kft.;Ajánlat;nyitott;Bob;1000;2024.01.05.
        2;Pécsi Kft.;Érdeklődő;megnyert;Bob;2000;2024.01.06.
        """,
    )
    assert mapping.noun == "deal"
    assert columns == {
        "deal": "Azonosító",
        "client": "Ügyfél",
        "stage": "Fázis",
        "outcome": "Állapot",
        "owner": "Felelős",
        "value": "Összeg",
        "entered_at": "Létrehozva",
    }
    assert [stage.name for stage in mapping.funnel.stages] == ["Érdeklődő", "Ajánlat", "Won", "Lost"]
    assert mapping.outcomes == {"nyitott": Standing(""), "megnyert": Standing("Won")}


def test_a_table_of_contacts(file):
    mapping, columns = _proposal(
        file,
        """
        Deal ID,Activity date,Owner,Type,Duration,Note
        A,2024-01-05 09:00,Bob,Phone call,90,agreed
        A,2024-01-06 09:00,Bob,meeting,90,
        A,2024-01-06 09:00,Bob,Lunch,90,
        """,
    )
    assert mapping.noun == "contact"
    assert columns == {
        "deal": "Deal ID",
        "at": "Activity date",
        "rep": "Owner",
        "contact_kind": "Type",
        "duration_seconds": "Duration",
        "note": "Note",
    }
    assert (mapping.aliases, mapping.funnel) == ({"contact_kind": {"Phone call": "call"}}, None)


def test_a_column_of_addresses_needs_no_name(file):
    mapping, columns = _proposal(file, "Company,Contact us,Office phone no\nPump,a@b.example,+36 1 234 5678\n")
    assert mapping.noun == "client"
    assert columns == {"client": "Company", "email": "Contact us", "phone": "Office phone no"}


def test_names_that_hold_no_amounts_are_no_amounts(file):
    _, columns = _proposal(file, "Deal ID,Stage,Amount\nA,Need,plenty\nB,Need,little\n")
    assert "value" not in columns


def test_work_of_an_event_log_is_contacts_and_the_rest_is_stages(file):
    events = (
        ("Applied", "complete"),
        ("Look at it", "start"),
        ("Look at it", "complete"),
        ("Meeting", "complete"),
        ("Declined", "complete"),
    )
    written = "".join(
        f'<event><string key="concept:name" value="{name}"/><string key="lifecycle:transition" value="{step}"/>'
        f'<date key="time:timestamp" value="2024-01-05T09:00:00Z"/></event>'
        for name, step in events
    )
    mapping, columns = _proposal(
        file, f'<log><trace><string key="concept:name" value="pump"/>{written}</trace></log>', "log.xes"
    )
    assert mapping.noun == "event log"
    assert columns["deal"] == "case:concept:name"
    assert mapping.activities == {
        "Applied": Activity(stage="Applied"),
        "Look at it": Activity(contact="call"),
        "Meeting": Activity(contact="meeting"),
        "Declined": Activity(stage="Lost", reason="Declined"),
    }
    assert [stage.name for stage in mapping.funnel.stages] == ["Applied", "Won", "Lost"]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("export", "noun", "fields"),
    [
        ("Opportunity.header", "deal", {"deal": "Id", "deal_name": "Name", "stage": "StageName", "value": "Amount", "closed_at": "CloseDate", "source": "LeadSource", "owner": "OwnerId", "entered_at": "CreatedDate"}),
        ("hubspot_deals_export", "deal", {"deal": "Record ID", "deal_name": "Deal Name", "stage": "Deal Stage", "value": "Amount", "owner": "Deal owner", "closed_at": "Close Date"}),
        ("pipedrive_deals_field_vocabulary", "deal", {"deal": "Deal - Pipedrive System ID", "deal_name": "Deal - Title", "value": "Deal - Value", "client": "Organization", "won_at": "Deal - Won time", "loss_reason": "Deal - Lost reason"}),
        ("zoho_bigin_deals_export", "deal", {"deal": "Deal Id", "owner": "Deal Owner", "client": "Company Name", "value": "Amount", "stage": "Stage", "closed_at": "Closing Date"}),
        ("bitrix24_deals_ru", "deal", {"deal": "ID сделки", "owner": "Ответственный", "stage": "Стадия сделки", "entered_at": "Дата создания", "value": "Сумма"}),
    ],
)  # fmt: skip
def test_exports_of_other_programs_are_understood(file, real_data, export, noun, fields):
    """The headers are the real ones; a row is made up under them, by what their names promise."""
    with (real_data / "exports" / f"{export}.csv").open(encoding="utf-8") as header:
        names = next(csv.reader(header))
    cells = ["2024-01-05" if _is_date(name) else "100.5" if _is_amount(name) else f"{name} of A" for name in names]
    mapping, columns = _proposal(file, "\t".join(names) + "\n" + "\t".join(cells) + "\n")
    assert mapping.noun == noun
    assert {field: columns.get(field) for field in fields} == fields


def _is_date(name):
    return any(word in name for word in ("Date", "date", "time", "Дата", "Closed on")) and "Contact" not in name


def _is_amount(name):
    return name in {"Amount", "Deal - Value", "Сумма"}


@pytest.mark.parametrize(
    ("header", "won", "value", "sale_amount"),
    [
        ("id,client,stage,close date,close value", "Won", "close value", "close value"),
        ("id,client,stage,close date,amount,booked amount", "Won", "amount", "booked amount"),
        ("id,client,stage,won date,amount,invoiced amount", "Offer", "amount", "invoiced amount"),
        ("id,client,stage,close date,amount", "Won", "amount", None),
        ("id,client,stage,close date,close value", "Offer", "close value", None),
        ("id,client,stage,created,close value", "Won", "close value", None),
    ],
)
def test_booked_money_is_a_sale_where_the_file_tells_wins_and_their_days(file, header, won, value, sale_amount):
    """
    money booked | tells won | tells when | proposed
    yes          | yes       | yes        | value and sale
    no           | yes       | yes        | value
    yes          | no        | yes        | value
    yes          | yes       | no         | value
    """
    amounts = header.count(",") - 3
    rows = "".join(
        f"{number},Acme,{stage},2025-01-1{number}{',100' * amounts}\n"
        for number, stage in enumerate(["Need", won, "Demo"])
    )
    _, columns = _proposal(file, f"{header}\n{rows}")
    assert (columns.get("value"), columns.get("sale_amount")) == (value, sale_amount)


@pytest.mark.parametrize(
    ("header", "noun"),
    [
        ("Order,Client,Date,Amount,Source", "deal"),
        ("Client,Source,Amount,Date", "client"),
        ("Deal,Source,Amount,Start date,End date", "deal"),
        ("Название сделки,Источник,Сумма,Дата", "deal"),
        ("Name,Source,Amount,Date", "cost"),
        ("ID,Source,Month,Cost", "cost"),
        ("Név,Forrás,Hónap,Költség", "cost"),
    ],
)
def test_what_names_clients_or_deals_is_no_table_of_costs(file, header, noun):
    """A name or a number of the rows themselves may be that of costs."""
    months, amounts = {"Month", "Hónap"}, {"Amount", "Cost", "Сумма", "Költség"}
    days = {"Date": "2024-01-05", "Start date": "2024-01-05", "End date": "2024-02-05", "Дата": "05.01.2024"}
    told = days | dict.fromkeys(months, "2024-05") | dict.fromkeys(amounts, "100")
    cells = ",".join(told.get(name, f"{name} A") for name in header.split(","))
    mapping, _ = _proposal(file, f"{header}\n{cells}\n")
    assert mapping.noun == noun


def test_a_table_of_orders_is_a_table_of_sales(file):
    text = "order id,deal id,client,order date,order total\n1,A,Acme,2025-01-13,100\n2,B,Acme,2025-01-14,50\n"
    mapping, columns = _proposal(file, text)
    assert (mapping.noun, columns["sale_amount"], columns["sold_on"]) == ("sale", "order total", "order date")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (
            "Order,Client,Date,Amount,Source\n7,Acme,2025-01-13,100,Fair\n8,Acme,2025-01-14,50,Site\n",
            {"deal": "Order", "client": "Client", "source": "Source", "won_at": "Date"}
            | dict.fromkeys(("value", "sale_amount"), "Amount"),
        ),
        (
            "Заказ;Клиент;Дата заказа;Дата оплаты;Сумма\n7;Ромашка;13.01.2025;15.01.2025;100\n",
            {"deal": "Заказ", "client": "Клиент", "won_at": "Дата оплаты"}
            | dict.fromkeys(("value", "sale_amount"), "Сумма"),
        ),
        (
            "order id,client,order date,order total,status\n1,Acme,2025-01-13,100,paid\n2,Birch,2025-01-14,50,cancelled\n",
            {"deal": "order id", "client": "client", "outcome": "status", "closed_at": "order date"}
            | dict.fromkeys(("value", "sale_amount"), "order total"),
        ),
    ],
)
def test_orders_without_a_deal_are_deals_that_were_won_on_their_day(file, text, columns):
    """
    number of the order, client, day and amount, one row an order | what it came to is booked on that day
    with a status                                                  | only of those that it says were won
    """
    mapping, proposed = _proposal(file, text)
    assert (mapping.noun, proposed) == ("deal", columns)
    assert [stage.name for stage in mapping.funnel.stages][-2:] == ["Won", "Lost"]
    path = file(text)
    reading = replace(inspect(path).reading, time_zone="UTC")
    records = [each for each in convert(path, reading, mapping) if not isinstance(each, Problem)]
    assert [len(each.sales) for each in records] == [0 if "cancelled" in line else 1 for line in text.splitlines()[1:]]


def test_purchases_of_clients_who_come_again_are_sales(file):
    """
    customer | date     | dollar_value
    20240101 | 20240131 | 11.77
    20240101 | 20240201 | 12.00
    20240202 | 20240201 | 7.50
    """
    rows = ["20240101,20240131,11.77", "20240101,20240201,12.00", "20240202,20240201,7.50"]
    text = "\n".join(["customer,date,dollar_value", *rows])
    mapping, columns = _proposal(file, text)
    assert mapping.noun == "sale"
    assert columns == {"client": "customer", "sold_on": "date", "sale_amount": "dollar_value"}
    records = [*convert(file(text), inspect(file(text)).reading, replace(mapping, time_zone="UTC"))]
    told = {each.key: [(str(sale.sold_on), str(sale.amount)) for sale in each.sales] for each in records}
    assert told == {
        "20240101": [("2024-01-31", "11.77"), ("2024-02-01", "12.00")],
        "20240202": [("2024-02-01", "7.50")],
    }


@pytest.mark.parametrize(
    "text",
    [
        "client,date,amount\nAcme,2025-01-13,100\nBirch,2025-01-13,50\n",
        "client,date,amount,stage\nAcme,2025-01-13,100,New\nAcme,2025-01-14,50,Won\n",
        "client,created,amount\nAcme,2025-01-13,100\nAcme,2025-01-14,50\n",
        "client,date,amount,call type\nAcme,2025-01-13,100,call\nAcme,2025-01-14,50,visit\n",
        "client,date,paid on,amount\nAcme,2025-01-13,2025-01-14,100\nAcme,2025-01-13,2025-01-14,50\n",
    ],
    ids=["nobody comes again", "a stage", "the day it began", "a contact", "which day"],
)
def test_what_may_be_no_purchase_is_not_read_as_one(file, text):
    assert _proposal(file, text)[0].noun != "sale"


@pytest.mark.parametrize("name", ["dollar value", "amount_usd", "Value (EUR)", "Сумма, руб.", "Összeg (Ft)"])
def test_an_amount_may_name_its_currency(file, name):
    _, columns = _proposal(file, f"deal id;stage;created;{name}\nA;New;2025-01-13;100\nB;Won;2025-01-14;50\n")
    assert columns["value"] == name


@pytest.mark.parametrize(
    "text",
    [
        "order,client,date,amount\n7,Acme,2025-01-13,100\n7,Acme,2025-01-13,50\n",
        "order,client,shipped,received,amount\n7,Acme,2025-01-13,2025-01-20,100\n",
        "order,client,date\n7,Acme,2025-01-13\n",
        "order,date,amount\n7,2025-01-13,100\n",
        _ORDERS + "".join(f"{number},Acme,2025-01-13,100\n" * 2 for number in range(501)),
        _ORDERS + "".join(f"{number % 500},Acme,2025-01-13,100\n" for number in range(5001)),
    ],
    ids=["several rows of an order", "which day", "no amount", "no client", "beside each other", "far apart"],
)
def test_what_does_not_tell_an_order_a_row_is_left_to_a_person(file, text):
    mapping, columns = _proposal(file, text)
    assert mapping.noun != "deal"
    assert "won_at" not in columns
