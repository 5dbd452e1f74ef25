"""Questions in English."""

from headway.web.understanding.languages import Language

language = Language(
    code="en",
    endings="s, es, ed, d, ing, y, ies",
    name_endings="s",
    small="the, a, an, of, in, on, at, to, for, from, with, by, as, and, s, st, nd, rd, th, during, within, over, per",
    said="""
        how many, how much, how long, how often, how high, how large, what, which, was, were, is, are, did, do, does,
        have, has, had, been, be, show, show me, tell me, give me, number, count, total, amount, figure, please, we,
        our, us, ours, there, it, that, make, made, makes, making, get, got, gets, hold, held, give, gave, bring,
        brought, come, came, more, less, fewer, most, many, much, so far, already, company, whole, all together, then,
        altogether, can you, ve, m, re, happened, went, took, take, higher, lower, better
    """,
    me="i, me, my, mine, myself",
    you="you, your, yours",
    team="my team, our team, the team",
    steps={"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"},
    months="january jan, february feb, march, april apr, may, june jun, july jul, august aug, september sep sept, "
    "october oct, november nov, december dec",
    weekdays="monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    numbers="one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve",
    ordinals="first, second, third, fourth",
    periods={
        "today": "today",
        "yesterday": "yesterday",
        "before_yesterday": "day before yesterday",
        "this": "this {step}, current {step}, {step} to date",
        "last": "last {step}, previous {step}",
        "this_fiscal": "this fiscal {fiscal}, current fiscal {fiscal}, this financial {fiscal}, "
        "current financial {fiscal}, fiscal {fiscal} to date",
        "last_fiscal": "last fiscal {fiscal}, previous fiscal {fiscal}, last financial {fiscal}",
        "some": "{step}, past {step}",
        "latest": "last {n} {span}, past {n} {span}, latest {n} {span}, previous {n} {span}",
        "month": "{month}, last {month}",
        "month_year": "{month} {year}",
        "month_this_year": "{month} this year",
        "month_last_year": "{month} last year",
        "day": "{month} {day}, {day} {month}",
        "day_year": "{month} {day} {year}, {day} {month} {year}",
        "days": "from {first} to {day} {month}, {month} {first} to {day}, {first} to {day} {month}, "
        "between {first} and {day} {month}",
        "weekday": "{weekday}",
        "last_weekday": "last {weekday}",
        "quarter": "{quarter} quarter, q {quarter}, quarter {quarter}",
        "quarter_year": "{quarter} quarter {year}, q {quarter} {year}, {year} q {quarter}",
        "year": "{year}, year {year}",
        "since": "since {when}, from {when} on, from {when} until now, from {when} until today",
        "span": "from {when} to {when}, from {when} until {when}, from {when} till {when}, between {when} and {when}",
        "all": "all, all time, of all time, ever, since the beginning, overall",
    },
    compares={
        "period": "than {period}, compared {period}, versus {period}, vs {period}, against {period}",
        "previous": "than before, than previously, than the {step} before, than period before, compared period before, "
        "compared previous period, versus previous period, vs previous period, vs previous, than previous period, "
        "compared {step} before, against {step} before, against period before, than previous",
        "year": "than year ago, than year before, than year earlier, compared year ago, year on year, year over year",
    },
    cuts={"rep": "who", "month": "monthly", "week": "weekly", "day": "daily"},
    cut_by="by {cut}, by {cut} {cut}, per {cut}, for each {cut}, each {cut}, every {cut}, which {cut}, what {cut}",
    cut_words={
        "rep": "rep, seller, salesperson, person, colleague",
        "team": "team",
        "source": "source",
        "segment": "segment, client type",
        "kind": "kind, type",
        "funnel": "funnel",
        "stage": "stage",
        "month": "month",
        "week": "week",
        "day": "day",
        "loss_reason": "reason, loss reason, reason of loss",
        "referrer": "referrer",
        "tally_kind": "counter, tally kind",
        "time_category": "time category, activity",
    },
    ahead="next, tomorrow, coming, upcoming, future",
    wished="target, goal, aim, quota, plan",
    to_do="must, should, need, needs, todo, left, remaining, task",
)
