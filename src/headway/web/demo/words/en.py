"""The demo company in English: a British maker of pumps."""

from headway.web.demo.words import Product, Words, listed

WORDS = Words(
    company="Calder Pumps",
    country="GB",
    currency="EUR",
    time_zone="Europe/London",
    rates={"GBP": "1.17", "USD": "0.92"},
    teams=("North", "South"),
    people=(
        ("Margaret Ellis", "owner"),
        ("Priya Nair", "priya.nair"),
        ("Thomas Whitaker", "thomas.whitaker"),
        ("Helen Osborne", "helen.osborne"),
        ("Daniel Frost", "daniel.frost"),
        ("Gary Pritchard", "gary.pritchard"),
        ("Sophie Lambert", "sophie.lambert"),
        ("Alan Mercer", "alan.mercer"),
        ("Ruth Okafor", "ruth.okafor"),
        ("Jamie Doyle", "jamie.doyle"),
        ("Claire Hutton", "claire.hutton"),
        ("Martin Webb", "martin.webb"),
    ),
    funnel="Pumps",
    stages={
        "new": "New inquiry",
        "need": "Need clear",
        "survey": "Site survey",
        "offer": "Offer sent",
        "talks": "Negotiation",
        "won": "Won",
        "lost": "Lost",
    },
    sources={
        "website": "Website",
        "fair": "Trade fair",
        "referral": "Referral",
        "cold": "Cold call",
        "dealer": "Dealer",
        "client": "Existing client",
    },
    segments={
        "Water utilities": listed("Water, Water Services, Drainage, Sewerage, Irrigation Board"),
        "Food and drink": listed("Dairies, Breweries, Foods, Soft Drinks, Sugar, Bakeries, Meat Packers"),
        "Chemicals": listed("Chemicals, Coatings, Polymers, Fertilisers, Pharma, Plastics"),
        "Energy": listed("Power, Biogas, Heat Networks, Hydro, Refining"),
        "Agriculture": listed("Growers, Farms, Nurseries, Fisheries"),
        "Building services": listed("Construction, Facilities, Hospitals Supply, Leisure Pools, Property Care"),
    },
    loss_reasons=listed("Price, Delivery time, A competitor, No budget this year, No answer, Project cancelled"),
    products=(
        Product(name="Centrifugal pump CP 80", low=4_200, high=7_800),
        Product(name="Centrifugal pump CP 150", low=8_900, high=15_500),
        Product(name="Submersible pump SB 40", low=3_100, high=6_400),
        Product(name="Dosing pump DP 12", low=1_900, high=4_600),
        Product(name="Screw pump SC 200", low=14_000, high=29_000),
        Product(name="Booster station BX 3", low=22_000, high=48_000),
        Product(name="Slurry pump SL 100", low=11_000, high=24_000),
        Product(name="Vacuum pump VP 25", low=5_600, high=9_900),
    ),
    service=Product(name="Service contract", low=2_400, high=7_200),
    spare_parts=Product(name="Spare parts", low=350, high=3_800),
    deal_name="{product} × {count}",
    client_name="{place} {trade} Ltd",
    places=listed(
        """
        Aldbury, Ashdown, Avonside, Beacon Hill, Blackmoor, Bramley, Brookfield, Burnside, Calderdale, Carrick,
        Chalkwell, Clifton, Coldharbour, Copeland, Cotswold, Crossgate, Dalesway, Deepdale, Derwent, Dunmore, Eastgate,
        Eden Valley, Elmswood, Fairhaven, Fenwick, Forth, Glenmore, Greenacre, Hadrian, Harrow, Hartfield, Hazelwood,
        Highfield, Holbrook, Humber, Kelso, Kingsmead, Lakeland, Langdale, Lindum, Lowther, Marlow, Medway, Mersey,
        Moorgate, Northgate, Oakhurst, Pennine, Penrose, Redbridge, Ridgeway, Riverside, Severn, Solway, Stanmore,
        Tamar, Thornbury, Tyne, Weald, Wharfedale
        """
    ),
    person_name="{first} {family}",
    first_names=listed(
        """
        Adam, Amelia, Andrew, Beth, Callum, Caroline, Colin, David, Diane, Edward, Emma, Fiona, George, Grace, Harry,
        Irene, Jack, Joan, Karen, Liam, Lucy, Mark, Nadia, Neil, Olivia, Paul, Rachel, Robert, Samira, Simon, Tessa,
        William
        """
    ),
    family_names=listed(
        """
        Ahmed, Baker, Barnes, Bennett, Carter, Chapman, Clarke, Cole, Davies, Dixon, Evans, Fletcher, Gibson, Graham,
        Hall, Harris, Hughes, Jenkins, Khan, Lloyd, Marsh, Morgan, Norton, Parker, Patel, Reed, Rowe, Shaw, Taylor,
        Turner, Walsh, Young
        """
    ),
    job_titles=listed(
        """
        Managing director, Plant manager, Head of purchasing, Maintenance engineer, Project engineer, Buyer
        """
    ),
    phone="+44 20 7946 {number:04d}",
    notes={
        "opened": (
            "Asked for a price list and delivery times.",
            "Two old pumps leak; they want to know what a replacement costs.",
            "Looking for a pump for a new line, start in spring.",
            "Saw our stand and asked for a call back.",
            "Wants to compare us with their present supplier.",
        ),
        "cold": (
            "Reached the plant manager; they buy pumps every few years.",
            "Introduced ourselves; open to an offer next quarter.",
            "They run six pumps of the same make, all past ten years.",
        ),
        "cold_no": (
            "No interest at present.",
            "Not available, asked to call again next month.",
            "Everything under a frame contract until next year.",
            "Switchboard would not put me through.",
            "Sent our brochure by e-mail.",
        ),
        "wait": (
            "Still waiting for the board's approval.",
            "Asked to call again in two weeks.",
            "Everything fine so far, no decision yet.",
            "Sent the data sheet they asked for.",
            "Answered questions about seals and materials.",
            "Left a message with the secretary.",
            "The engineer is on holiday until next week.",
            "Decision postponed to the next meeting.",
        ),
        "forward": (
            "Flow rate, head and medium are clear now.",
            "Walked through the plant; the old foundation can be kept.",
            "They agreed on the technical solution.",
            "Asked for our final price and payment terms.",
            "The engineer supports us; purchasing comes in now.",
            "Confirmed budget and time frame.",
        ),
        "back": (
            "The specification changed; we start again from the need.",
            "A new plant manager wants to look at it from scratch.",
            "Their project was cut in half, a new offer is needed.",
        ),
        "lost": (
            "They took the cheaper one.",
            "Ordered elsewhere because of our delivery time.",
            "Project stopped by head office.",
            "No answer after several attempts; closed.",
            "Budget moved to next year.",
        ),
        "reopened": ("They are back: the other supplier did not deliver.", "The project has been taken up again."),
        "won": (
            "Order received, delivery in eight weeks.",
            "Signed at the meeting.",
            "Order came after we agreed on 30 days' payment.",
        ),
        "care": (
            "How is the pump running? All fine.",
            "Told them about the new seal kit.",
            "Reminder of the yearly service.",
            "Seasonal greetings and the new catalogue.",
        ),
        "correction": ("Stage set right after the team meeting.",),
        "client": ("The order came in by post without a call.", "The client moved it on in their own system."),
        "next_call": (
            "Ask what the board decided",
            "Ask whether the offer has arrived",
            "Talk about delivery times",
            "Ask for the data of the old pumps",
        ),
        "next_meeting": (
            "Final price and terms",
            "Walk through the plant",
            "Show the drawings to the engineer",
        ),
        "next_email": (
            "Send the data sheet",
            "Send the revised offer",
        ),
    },
    partners=("Fenland Engineers", "Ada Marsh"),
    counters=("Business cards", "Door knocks"),
    time_categories=("Meeting with client", "Meeting with prospect", "Documentation", "Internal meeting"),
    scenarios=("More leads from fairs", "Fewer discounts"),
)
