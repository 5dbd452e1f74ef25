"""The table of the access walk: every address, and what each role gets there.

The people are nobody (not signed in), Alice (owner), Carol (heads Bob's team), Bob (rep, whose records these are), Ann
(analyst) and Eve (a rep of another team, to whom Bob's records do not exist).
"""

from tests.web.walk_api import API
from tests.web.way import EVERYBODY, OWNER_ONLY, SEEN, form, page

# Bob's client has a person, Zebra Lund, who decides on Bob's deal.
_AT = "deals/<int:deal_id>/committee/<int:person_id>"
_IN = "deals/{deal}/committee/{person}"
COMMITTEE = (
    page("deals/<int:deal_id>/committee", SEEN, "deals/{deal}/committee?who={person}"),
    form("deals/<int:deal_id>/committee/add", "302 422 422 422 403 404", "deals/{deal}/committee/add", level=1),
    form(_AT, "302 422 422 422 403 404", _IN, level=12),
    form(f"{_AT}/position", "302 302 302 302 403 404", f"{_IN}/position", position="agreed"),
    form(f"{_AT}/remove", "302 302 302 302 403 404", f"{_IN}/remove"),
)
_WORKS = "clients/<int:client_id>/persons/<int:person_id>"
_WHO = "clients/{client}/persons/{person}"
PERSONS = (
    page("clients/<int:client_id>/persons/new", "302 200 200 200 403 404", "clients/{client}/persons/new"),
    form("clients/<int:client_id>/persons/new", "302 422 422 422 403 404", "clients/{client}/persons/new", phone=""),
    page(_WORKS, "302 200 200 200 403 404", _WHO),
    form(_WORKS, "302 422 422 422 403 404", _WHO, name=""),
    form(f"{_WORKS}/remove", "302 302 302 302 403 404", f"{_WHO}/remove"),
    form(f"{_WORKS}/return", "302 302 302 302 403 404", f"{_WHO}/return"),
)

# The team's board and its tile are of Bob's team, the kept words are the company's.
BOARDS = (
    page("board", EVERYBODY),
    page("board", EVERYBODY, "board?board=company&format=csv"),
    page("board", EVERYBODY, "board?board=company&format=xlsx"),
    page("board", "302 404 404 404 404 404", "board?format=exe"),
    page("board", "302 200 200 200 200 404", "board?board=team:{team}"),
    page("board", "302 404 404 404 404 404", "board?board=team:0"),
    form("board/begin", "302 302 403 403 403 403", board="company"),
    form("board/begin", "302 302 302 403 403 404", board="team:{team}"),
    page("board/picking", "302 200 403 403 403 403", "board/picking?board=company"),
    page("board/picking", EVERYBODY, "board/picking?board=mine"),
    form("board/picking", "302 422 422 403 403 404", "board/picking?board=team:{team}", metric="nothing"),
    form("board/mail", "302 302 302 302 302 404", board="team:{team}", weekday="1"),
    page("board/tiles/<int:tile_id>", "302 200 200 403 403 404", "board/tiles/{tile}"),
    form("board/tiles/<int:tile_id>", "302 422 422 403 403 404", "board/tiles/{tile}", form="goal", value="much"),
    page("board/tiles/<int:tile_id>/look", "302 302 302 302 302 404", "board/tiles/{tile}/look"),
    form("board/tiles/<int:tile_id>/place", "302 302 302 403 403 404", "board/tiles/{tile}/place", place="up"),
    form("board/tiles/<int:tile_id>/remove", "302 302 302 403 403 404", "board/tiles/{tile}/remove"),
    page("saved", EVERYBODY),
    form("saved", "302 302 302 302 302 302", name="Mine", words="rep=none"),
    form("saved", "302 302 302 403 403 403", name="Ours", words="rep=none", shared="1"),
    form("saved/<int:saved_id>/remove", "302 302 302 403 403 403", "saved/{saved}/remove"),
)

# What the company counts by itself is read by all, and made by the owner and the heads of sales.
OWN_METRICS = (
    page("own-metrics", EVERYBODY),
    page("own-metrics/new", "302 200 200 403 403 403", "own-metrics/new?of=sales&per=deals"),
    form("own-metrics/new", "302 422 422 403 403 403", label=""),
    form("own-metrics/preview", "302 200 200 403 403 403", label=""),
    page("own-metrics/<slug:name>", EVERYBODY, "own-metrics/own"),
    form("own-metrics/<slug:name>", "302 422 422 403 403 403", "own-metrics/own", label=""),
    form("own-metrics/<slug:name>/remove", "302 302 302 403 403 403", "own-metrics/own/remove"),
)

# Everybody who sells counts for themselves; what is counted is the owner's to say.
TALLIES = (
    page("tally", "302 200 200 200 403 200"),
    form("tally/<int:kind_id>", "302 302 302 302 403 302", "tally/{kind}", uid="{fresh}"),
    form("tally/<int:kind_id>", "302 422 422 422 403 422", "tally/{kind}"),
    form("tally/undo/<uuid:uid>", "302 404 404 302 403 404", "tally/undo/{tally_uid}"),
    form("tally/correct", "302 422 422 422 403 422", kind="{kind}", total="many"),
    page("tally/kinds", OWNER_ONLY),
    form("tally/kinds", "302 422 403 403 403 403", name=""),
    page("tally/kinds/<int:kind_id>", OWNER_ONLY, "tally/kinds/{kind}"),
    form("tally/kinds/<int:kind_id>", "302 422 403 403 403 403", "tally/kinds/{kind}", name=""),
)
# What sources cost is for whoever leads, and for whoever reads all.
_COSTS = "sources/<int:source_id>/costs"
_COST = "sources/{source}/costs"
SOURCES = (
    page("sources", "302 200 200 403 200 403"),
    form("sources", "302 422 422 403 403 403", name=""),
    page("sources/<int:source_id>", "302 200 200 403 200 403", "sources/{source}"),
    form("sources/<int:source_id>", "302 422 422 403 403 403", "sources/{source}", name=""),
    form(_COSTS, "302 422 422 403 403 403", _COST, amount="much"),
    page(f"{_COSTS}/<int:cost_id>", "302 200 200 403 403 403", f"{_COST}/{{cost}}"),
    form(f"{_COSTS}/<int:cost_id>", "302 422 422 403 403 403", f"{_COST}/{{cost}}", amount="much"),
    form(f"{_COSTS}/<int:cost_id>/remove", "302 302 302 403 403 403", f"{_COST}/{{cost}}/remove"),
)
REFERRALS = (
    page("deals/<int:deal_id>/referrer", "302 200 200 200 403 404", "deals/{deal}/referrer"),
    form("deals/<int:deal_id>/referrer", "302 302 302 302 403 404", "deals/{deal}/referrer", name="Dan"),
    page("clients/<int:client_id>/referrer", "302 200 200 200 403 404", "clients/{client}/referrer"),
    form("clients/<int:client_id>/referrer", "302 302 302 302 403 404", "clients/{client}/referrer", name="Dan"),
)

# Whoever leads says how people work, the owner how the company does; each enters their own absences.
_OF_ONE = "working-days/people/<int:user_id>/week"
_OF_BOB = "working-days/people/{bob}/week"
_AWAY = {"first": "2024-07-01", "latest": "2024-07-02", "kind": "holiday", "uid": "{fresh}"}
WORKING_DAYS = (
    page("working-days", EVERYBODY),
    page("working-days", SEEN, "working-days?who={bob}"),
    form("working-days/absences", "302 302 302 302 403 422", user="{bob}", **_AWAY),
    form(
        "working-days/absences/<uuid:uid>/remove", "302 302 302 302 403 404", "working-days/absences/{absence}/remove"
    ),
    form("working-days/day", "302 302 403 403 403 403", day="2024-07-01", what="closed"),
    form("working-days/week", "302 302 403 403 403 403", country="HU"),
    form(_OF_ONE, "302 422 422 403 403 404", _OF_BOB, starts_on=""),
    form(f"{_OF_ONE}/<int:week_id>/remove", "302 302 302 403 403 404", f"{_OF_BOB}/{{own_week}}/remove"),
    page("day", EVERYBODY),
    page("day", SEEN, "day?rep={bob}"),
)
# Everybody reads what a goal takes for those they see; the plan in force is of Bob's team.
PLANS = (
    page("plan", EVERYBODY),
    page("plan", EVERYBODY, "plan?amount=5&start=deals"),
    page("plan", "302 200 422 422 200 422", "plan?amount=5&for=company&start=deals"),
    page("plan", "302 422 422 422 422 422", "plan?amount=many"),
    form("plan/adopt", "302 422 422 422 422 422", amount="many"),
    form("plan/<int:plan_id>/drop", "302 302 302 403 403 404", "plan/{plan}/drop"),
)

# Everybody keeps scenarios of their own; who leads drops the company's, and efforts are the owner's to say.
LEVERS = (
    page("levers", EVERYBODY, "levers?period=2024&conversion=10"),
    page("levers", "302 422 422 422 422 422", "levers?conversion=much"),
    page("levers", "302 400 400 400 400 400", "levers?scenario=nothing"),
    page("levers", "302 302 302 302 302 302", "levers?scenario={scenario}"),
    form("levers/keep", "302 302 302 302 302 302", name="Mine", conversion="10"),
    form("levers/keep", "302 302 302 403 403 403", name="Ours", conversion="10", shared="1"),
    form("levers/efforts", "302 302 403 403 403 403", conversion="3"),
    page("levers/scenarios", EVERYBODY),
    form("levers/scenarios/<int:scenario_id>/drop", "302 302 302 403 403 403", "levers/scenarios/{scenario}/drop"),
)

# What should be reached: proposed by whoever sells or leads, approved by whoever leads.
_SPREAD = {"what": "spread", "whose": "user:{bob}", "value": "12", "how": "evenly"}
TARGETS = (
    page("targets", EVERYBODY),
    page("targets", EVERYBODY, "targets?metric=deals_won&year=2024&format=csv"),
    page("targets", "302 400 400 400 400 400", "targets?metric=calls"),
    page("targets", "302 404 404 404 404 404", "targets?metric=nothing"),
    form("targets", "302 302 302 302 302 302", "targets?metric=deals_won"),
    form("targets/fill", "302 302 302 302 403 400", "targets/fill?metric=deals_won", **_SPREAD),
    form("targets/fill", "302 302 302 403 403 400", "targets/fill", **_SPREAD | {"whose": "team:{team}"}),
    form("targets/fill", "302 302 400 400 403 400", "targets/fill", **_SPREAD | {"whose": "company"}),
    form("targets/approve", "302 302 302 302 302 302"),
    form("targets/drop", "302 302 302 302 302 302"),
    form("targets/file", "302 400 400 400 400 400"),
)

# Aims are the company's, and a week is called done by whoever leads; the programme that the owner begins runs for all.
STANDING = (
    page("standing", EVERYBODY),
    page("standing/first", EVERYBODY),
    form("standing", "302 422 403 403 403 403", value="much"),
    form("standing/aims/<int:aim_id>/end", "302 302 404 404 403 404", "standing/aims/{aim}/end"),
    form("standing/indicators/<slug:name>/take", "302 302 403 302 403 302", "standing/indicators/sales/take"),
    form("standing/mail", "302 302 403 403 302 403", weekday="1"),
    page("programme", EVERYBODY),
    page("programme/file", EVERYBODY),
    form("programme/start", "302 422 403 403 403 403", on="never"),
    page("programme/write", OWNER_ONLY),
    form("programme/write", "302 422 403 403 403 403", name=""),
    form("programme/weeks/<int:number>/done", "302 302 302 403 403 403", "programme/weeks/1/done"),
    form("programme/weeks/<int:number>/undone", "302 302 302 403 403 403", "programme/weeks/1/undone"),
    form("programme/end", "302 302 403 403 403 403"),
)

PAGES = (
    *STANDING,
    *TARGETS,
    *PLANS,
    *LEVERS,
    *WORKING_DAYS,
    *TALLIES,
    *SOURCES,
    *REFERRALS,
    page("", EVERYBODY),
    form("appearance", "302 302 302 302 302 302", theme="dark"),
    page("profile", EVERYBODY),
    form("profile", "302 422 422 422 422 422", name=""),
    # The numbers.
    page("ask", EVERYBODY),
    page("ask", EVERYBODY, "ask?q=contacts+all+time+by+rep"),
    page("ask", "302 200 200 200 200 400", "ask?q=contacts+of+Bob+all+time"),
    page("numbers", EVERYBODY),
    page("numbers", EVERYBODY, "numbers?tab=analysis&period=all"),
    page("numbers/<slug:name>", EVERYBODY, "numbers/contacts?period=all&by=rep"),
    page("numbers/<slug:name>", "302 404 404 404 404 404", "numbers/nothing"),
    page("numbers/<slug:name>/rows", EVERYBODY, "numbers/contacts/rows?period=all"),
    page("numbers/<slug:name>/rows", EVERYBODY, "numbers/contacts/rows?period=all&rep={bob}"),
    page("numbers/<slug:name>/rows", EVERYBODY, "numbers/sales_volume/rows?period=all&format=csv"),
    # The team's totals: who sees every team narrows by its name; Bob's team has three reps, Eve's has one.
    page("numbers", "302 400 200 200 400 200", "numbers?period=all&scope=team"),
    page("numbers/<slug:name>", "302 400 200 200 400 200", "numbers/contacts?period=all&scope=team"),
    page("numbers/<slug:name>", "302 400 200 400 400 200", "numbers/contacts?period=all&scope=team&by=rep"),
    page("numbers/<slug:name>/rows", "302 400 200 400 400 400", "numbers/contacts/rows?period=all&scope=team"),
    page(
        "numbers/<slug:name>/rows", "302 400 200 400 400 400", "numbers/contacts/rows?period=all&scope=team&format=csv"
    ),
    *BOARDS,
    *OWN_METRICS,
    page("funnel", EVERYBODY, "funnel?period=all&split=rep"),
    page("funnel", "302 200 200 200 200 200", "funnel?period=all&against=kind:add_on"),
    page("funnel/rows", EVERYBODY, "funnel/rows?period=all&at={stage}&outcome=entered"),
    page("funnel/rows", EVERYBODY, "funnel/rows?period=all&at={stage}&outcome=entered&format=csv"),
    page("funnel/flow", EVERYBODY, "funnel/flow?period=all"),
    page("funnel/times", EVERYBODY, "funnel/times?period=all"),
    page("funnel/cohorts", EVERYBODY, "funnel/cohorts?period=all&end=lost"),
    page("funnel/cohorts/rows", "302 404 404 404 404 404", "funnel/cohorts/rows?period=all&month=1999-05"),
    # What will be won; a rep is told of their own deals alone, and may not keep a forecast in the team's name.
    page("forecast", EVERYBODY, "forecast?period=next+quarter&measure=value&target=5"),
    page("forecast", EVERYBODY, "forecast?rep={bob}"),
    form("forecast/keep", "302 302 302 302 403 302", period="next month"),
    page("forecast/kept", EVERYBODY),
    page("forecast/kept", "302 200 200 200 200 400", "forecast/kept?rep={bob}"),
    page("norms", EVERYBODY),
    page("norms", EVERYBODY, "norms?as_of=last+quarter&months=all"),
    page("norms/won", EVERYBODY, "norms/won?funnel=Sales"),
    page("norms/won", EVERYBODY, "norms/won?funnel=Sales&segment=none&format=csv"),
    page("norms/open", EVERYBODY, "norms/open?past=no"),
    page("norms/open", EVERYBODY, "norms/open?past=no&format=csv"),
    page("review", EVERYBODY, "review?day=2024-05-15"),
    page("review/deals", EVERYBODY, "review/deals?day=2024-05-15"),
    page("review/contacts", EVERYBODY, "review/contacts?day=2024-05-15&only=untimed"),
    page("review/contacts", EVERYBODY, "review/contacts?day=2024-05-15&only=late&format=csv"),
    page("review/questions", EVERYBODY, "review/questions?day=2024-05-15"),
    page("review/contacts/<int:contact_id>", SEEN, "review/contacts/{contact}"),
    form("review/contacts/<int:contact_id>", "302 422 422 422 403 404", "review/contacts/{contact}", text=""),
    form(
        "review/contacts/<int:contact_id>",
        "302 302 302 302 403 404",
        "review/contacts/{contact}",
        text="Well?",
        uid="{fresh}",
    ),
    page("review/deals", EVERYBODY, "review/deals?day=2024-05-15&format=csv"),
    # Next steps; the calendar is for whoever knows its address, and nobody does.
    page("steps", EVERYBODY),
    page("steps", EVERYBODY, "steps?list=missing"),
    page("steps", "302 200 200 200 200 200", "steps?list=overdue"),
    page("steps/due", EVERYBODY),
    page("steps/new", "302 200 200 200 403 404", "steps/new?deal={deal}"),
    form("steps/new", "302 422 422 422 403 404", client="{client}"),
    page("steps/<int:step_id>", SEEN, "steps/{step}"),
    form("steps/<int:step_id>", "302 422 422 422 403 404", "steps/{step}", kind="fax"),
    form("steps/<int:step_id>/move", "302 302 302 302 403 404", "steps/{step}/move", day="2024-05-20"),
    form("steps/<int:step_id>/drop", "302 302 302 302 403 404", "steps/{step}/drop"),
    form("steps/<int:step_id>/reopen", "302 302 302 302 403 404", "steps/{step}/reopen"),
    page("calendar/<str:key>.ics", "404 404 404 404 404 404", "calendar/nonsense.ics"),
    form("profile/reminders", "302 302 302 302 302 302", reminds_by_mail="on"),
    form("profile/calendar", "302 302 302 302 302 302"),
    # Bob's records.
    page("clients", EVERYBODY),
    page("clients/<int:client_id>", SEEN, "clients/{client}"),
    page("clients/<int:client_id>", "302 302 302 302 302 404", "clients/{merged}"),
    page("clients/<int:client_id>/merge", "302 200 200 200 403 404", "clients/{client}/merge"),
    page("clients/<int:client_id>/merge", "302 200 200 200 403 404", "clients/{client}/merge?other={twin}"),
    form("clients/<int:client_id>/merge", "302 302 302 302 403 404", "clients/{client}/merge", other="{twin}"),
    form("clients/<int:client_id>/part", "302 302 302 302 403 404", "clients/{client}/part", merged="{merged}"),
    page("clients/<int:client_id>/edit", "302 200 200 200 403 404", "clients/{client}/edit"),
    form("clients/<int:client_id>/edit", "302 422 422 422 403 404", "clients/{client}/edit", name=""),
    page("deals", EVERYBODY),
    page("deals/<int:deal_id>", SEEN, "deals/{deal}"),
    *COMMITTEE,
    *PERSONS,
    form("deals/<int:deal_id>/move", "302 422 422 403 403 404", "deals/{deal}/move"),
    form("deals/<int:deal_id>/name", "302 422 422 422 403 404", "deals/{deal}/name", name=""),
    form("deals/<int:deal_id>/owner", "302 422 422 403 403 404", "deals/{deal}/owner"),
    form("deals/<int:deal_id>/value", "302 422 422 422 403 404", "deals/{deal}/value"),
    form("deals/<int:deal_id>/expected", "302 422 422 422 403 404", "deals/{deal}/expected", expected_on="never"),
    page("contacts/new", "302 200 200 200 403 200"),
    page("contacts/new", "302 200 200 200 403 404", "contacts/new?client={client}"),
    page("contacts/new", "302 200 200 200 403 404", "contacts/new?client={client}&deal={deal}"),
    form("contacts/new", "302 422 422 422 403 404", client="{client}", deal="{deal}"),
    page("contacts/new/several", "302 200 200 200 403 200"),
    page("contacts/new/several", "302 200 200 200 403 200", "contacts/new/several?find=zan"),
    page("contacts/new/several", "302 200 200 200 403 404", "contacts/new/several?pick={client}"),
    form("contacts/new/several", "302 422 422 422 403 422", row="nonsense"),
    page("find", EVERYBODY, "find?q=order"),
    page("find", EVERYBODY, "find?q=zan"),
    page("contacts/<int:contact_id>/edit", "302 200 200 200 403 404", "contacts/{contact}/edit"),
    form("contacts/<int:contact_id>/edit", "302 422 422 422 403 404", "contacts/{contact}/edit", kind="fax"),
    form("contacts/<int:contact_id>/undo", "302 302 302 302 403 404", "contacts/{contact}/undo"),
    page("contacts/correct", "302 200 200 200 403 200", "contacts/correct?period=all"),
    form("contacts/correct", "302 422 422 422 403 422"),
    page("trail", "302 200 403 403 200 403"),
    page("trail/<str:noun>/<int:noun_id>", SEEN, "trail/contact/{contact}"),
    page("trail/<str:noun>/<int:noun_id>", SEEN, "trail/deal/{deal}"),
    page("trail/<str:noun>/<int:noun_id>", SEEN, "trail/client/{client}"),
    page("trail/<str:noun>/<int:noun_id>", "302 200 403 403 200 403", "trail/user/{bob}"),
    # What a phone installs, keeps and sends.
    page("manifest.webmanifest", "200 200 200 200 200 200"),
    page("service-worker.js", "200 200 200 200 200 200"),
    page("offline", "302 200 200 200 403 200"),
    page("offline/copy", "401 200 200 200 403 200"),
    page("queue", "401 200 200 200 200 200"),
    form("queue", "401 400 400 400 403 400"),
    # People, and the keys of programs.
    page("company", OWNER_ONLY),
    form("company", "302 422 403 403 403 403", name=""),
    page("company/rates", OWNER_ONLY),
    form("company/rates", "302 422 403 403 403 403", currency="EUR"),
    page("company/rates/<int:rate_id>", OWNER_ONLY, "company/rates/{rate}"),
    form("company/rates/<int:rate_id>", "302 422 403 403 403 403", "company/rates/{rate}", rate="0"),
    form("company/rates/<int:rate_id>/remove", OWNER_ONLY.replace("200", "302"), "company/rates/{rate}/remove"),
    page("people", OWNER_ONLY),
    page("people/new", OWNER_ONLY),
    form("people/new", "302 422 403 403 403 403", name=""),
    page("people/<int:user_id>", OWNER_ONLY, "people/{bob}"),
    form("people/<int:user_id>", "302 422 403 403 403 403", "people/{bob}", name=""),
    form("people/<int:user_id>/invite", OWNER_ONLY, "people/{bob}/invite"),
    page("people/teams/new", OWNER_ONLY),
    form("people/teams/new", "302 422 403 403 403 403", name=""),
    page("people/teams/<int:team_id>", OWNER_ONLY, "people/teams/{team}"),
    form("people/teams/<int:team_id>", "302 422 403 403 403 403", "people/teams/{team}", name=""),
    page("tokens", EVERYBODY),
    form("tokens", "302 422 422 422 422 422", name=""),
    form("tokens/<int:token_id>/revoke", "302 404 404 302 404 404", "tokens/{token}/revoke"),
    page("setup/<str:token>", "404 404 404 404 404 404", "setup/nonsense"),
)

# Imports are the owner's alone.
IMPORTS = (
    page("imports", OWNER_ONLY),
    form("imports", "302 422 403 403 403 403", mapping=""),
    page("imports/<int:run_id>", "302 200 404 404 404 404", "imports/{run}"),
    page("imports/<int:run_id>/progress", "302 200 404 404 404 404", "imports/{run}/progress"),
    page("imports/<int:run_id>/rows/<str:which>.csv", "302 404 404 404 404 404", "imports/{run}/rows/rejects.csv"),
    *(
        form(f"imports/<int:run_id>/{step}", "302 422 404 404 404 404", f"imports/{{run}}/{step}")
        for step in ("reading", "mapping", "mapping/text")
    ),
    *(
        form(f"imports/<int:run_id>/{step}", "302 302 404 404 404 404", f"imports/{{run}}/{step}")
        for step in ("mapping/load", "mapping/save", "look", "start", "cancel", "reopen", "take-back", "discard")
    ),
)

# Signing in and what belongs to it is one's own; these pages are allauth's.
_ONES_OWN = ("reauthenticate/", "email/", "password/change/", "2fa/", "2fa/webauthn/")
_FOR_ALL = (
    "inactive/",
    "confirm-email/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
)
_NOT_WITHOUT_A_SECOND_FACTOR = ("2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/download/")
_AFTER_ANOTHER_STEP = (
    "password/set/",
    "login/code/confirm/",
    "2fa/authenticate/",
    "2fa/reauthenticate/",
    "2fa/totp/activate/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/add/",
    "2fa/webauthn/reauthenticate/",
    "2fa/webauthn/login/",
)
_KEY = r"account/^confirm-email/(?P<key>[-:\w]+)/$"
_NEW_PASSWORD = "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
NO_MATTER_WHO = "200 200 200 200 200 200"
ELSEWHERE = "302 302 302 302 302 302"
ACCOUNT = (
    page("account/login/", "200 302 302 302 302 302"),
    page("account/signup/", "200 302 302 302 302 302"),
    page("account/logout/", EVERYBODY),
    *(page(f"account/{route}", EVERYBODY) for route in _ONES_OWN),
    *(page(f"account/{route}", NO_MATTER_WHO) for route in _FOR_ALL),
    *(page(f"account/{route}", "302 404 404 404 404 404") for route in _NOT_WITHOUT_A_SECOND_FACTOR),
    *(page(f"account/{route}", ELSEWHERE) for route in _AFTER_ANOTHER_STEP),
    page(_KEY, NO_MATTER_WHO, "account/confirm-email/nonsense/"),
    page("account/confirm-email/<str:key>/", NO_MATTER_WHO, "account/confirm-email/nonsense/"),
    page(_NEW_PASSWORD, NO_MATTER_WHO, "account/password/reset/key/1-nonsense/"),
    page("account/2fa/webauthn/keys/<int:pk>/remove/", ELSEWHERE, "account/2fa/webauthn/keys/1/remove/"),
    page("account/2fa/webauthn/keys/<int:pk>/edit/", ELSEWHERE, "account/2fa/webauthn/keys/1/edit/"),
)

WAYS = PAGES + IMPORTS + API + ACCOUNT
