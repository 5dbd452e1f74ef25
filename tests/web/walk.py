"""The table of the access walk: every address, and what each role gets there.

The people are nobody (not signed in), Alice (owner), Carol (heads Bob's team), Bob (rep, whose records these are), Ann
(analyst) and Eve (a rep of another team, to whom Bob's records do not exist).
"""

from dataclasses import dataclass, field

ROLES = ("nobody", "alice", "carol", "bob", "ann", "eve")


@dataclass(frozen=True)
class Way:
    """One thing to do at one address: ``expects`` holds the status for each of the roles, in their order."""

    route: str
    method: str
    path: str
    expects: str
    body: dict[str, object] = field(default_factory=dict)

    @property
    def wanted(self) -> dict[str, int]:
        return dict(zip(ROLES, map(int, self.expects.split()), strict=True))


def page(route: str, expects: str, path: str = "") -> Way:
    return Way(route, "get", f"/{path or route}", expects)


def form(route: str, expects: str, path: str = "", **body: object) -> Way:
    return Way(route, "post", f"/{path or route}", expects, body)


def api(method: str, route: str, expects: str, path: str = "", **body: object) -> Way:
    return Way(f"api/v1/{route}", method, f"/api/v1/{path or route}", expects, body)


EVERYBODY = "302 200 200 200 200 200"
OWNER_ONLY = "302 200 403 403 403 403"
SEEN = "302 200 200 200 200 404"
READ = "401 200 200 200 200 200"
READ_SEEN = "401 200 200 200 200 404"

PAGES = (
    page("", EVERYBODY),
    form("appearance", "302 302 302 302 302 302", theme="dark"),
    page("profile", EVERYBODY),
    form("profile", "302 422 422 422 422 422", name=""),
    # The numbers.
    page("numbers", EVERYBODY),
    page("numbers", EVERYBODY, "numbers?tab=analysis&period=all"),
    page("numbers/<slug:name>", EVERYBODY, "numbers/contacts?period=all&by=rep"),
    page("numbers/<slug:name>", "302 404 404 404 404 404", "numbers/nothing"),
    page("numbers/<slug:name>/rows", EVERYBODY, "numbers/contacts/rows?period=all"),
    page("numbers/<slug:name>/rows", EVERYBODY, "numbers/contacts/rows?period=all&rep={bob}"),
    page("numbers/<slug:name>/rows", EVERYBODY, "numbers/sales_volume/rows?period=all&format=csv"),
    page("funnel", EVERYBODY, "funnel?period=all&split=rep"),
    page("funnel/rows", EVERYBODY, "funnel/rows?period=all&at={stage}&outcome=entered"),
    page("funnel/rows", EVERYBODY, "funnel/rows?period=all&at={stage}&outcome=entered&format=csv"),
    page("review", EVERYBODY, "review?day=2024-05-15"),
    page("review/deals", EVERYBODY, "review/deals?day=2024-05-15"),
    page("review/deals", EVERYBODY, "review/deals?day=2024-05-15&format=csv"),
    # Bob's records.
    page("clients", EVERYBODY),
    page("clients/<int:client_id>", SEEN, "clients/{client}"),
    page("clients/<int:client_id>/edit", "302 200 200 200 403 404", "clients/{client}/edit"),
    form("clients/<int:client_id>/edit", "302 422 422 422 403 404", "clients/{client}/edit", name=""),
    page("deals", EVERYBODY),
    page("deals/<int:deal_id>", SEEN, "deals/{deal}"),
    form("deals/<int:deal_id>/move", "302 422 422 403 403 404", "deals/{deal}/move"),
    form("deals/<int:deal_id>/owner", "302 422 422 403 403 404", "deals/{deal}/owner"),
    form("deals/<int:deal_id>/value", "302 422 422 422 403 404", "deals/{deal}/value"),
    page("contacts/new", "302 200 200 200 403 200"),
    page("contacts/new", "302 200 200 200 403 404", "contacts/new?client={client}"),
    page("contacts/new", "302 200 200 200 403 404", "contacts/new?client={client}&deal={deal}"),
    form("contacts/new", "302 422 422 422 403 404", client="{client}", deal="{deal}"),
    page("contacts/<int:contact_id>/edit", "302 200 200 200 403 404", "contacts/{contact}/edit"),
    form("contacts/<int:contact_id>/edit", "302 422 422 422 403 404", "contacts/{contact}/edit", kind="fax"),
    form("contacts/<int:contact_id>/undo", "302 302 302 302 403 404", "contacts/{contact}/undo"),
    # People, and the keys of programs.
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

API = (
    page("api/v1/openapi.json", "200 200 200 200 200 200"),
    page("api/v1/docs", "200 200 200 200 200 200"),
    page("api/v1/", "404 404 404 404 404 404"),
    page("^api(?:/.*)?$", "404 404 404 404 404 404", "api/v1/nothing"),
    api("get", "me", READ),
    api("get", "funnels", READ),
    api("get", "lists", READ),
    api("get", "metrics", READ),
    api("get", "metrics/<name>", READ, "metrics/contacts?period=all&by=rep"),
    api("get", "metrics/<name>/rows", READ, "metrics/contacts/rows?period=all"),
    api("get", "metrics/<name>/rows", READ, "metrics/deals_won/rows?period=all&rep={bob}"),
    api("get", "funnel", READ, "funnel?period=all&split=rep"),
    api("get", "funnel/rows", READ, "funnel/rows?period=all&at={stage}"),
    api("get", "review", READ, "review?period=2024-05-15"),
    api("get", "clients", READ),
    api("get", "clients/<client_id>", READ_SEEN, "clients/{client}"),
    api("post", "clients", "401 201 201 201 403 201", name="Pipes"),
    api("post", "clients", "401 200 200 200 403 409", name="Mine", uid="{client_uid}"),
    api("get", "deals", READ),
    api("get", "deals", READ, "deals?client={client}"),
    api("get", "deals/<deal_id>", READ_SEEN, "deals/{deal}"),
    api("post", "deals", "401 201 201 201 403 404", client="{client}"),
    api("get", "contacts", READ),
    api("get", "contacts", READ, "contacts?deal={deal}&rep={bob}"),
    api("get", "contacts/<uid>", READ_SEEN, "contacts/{uid}"),
    api("post", "contacts", "401 201 201 201 403 404", client="{client}", kind="call", uid="{fresh}"),
    api("post", "contacts", "401 409 409 200 403 404", client="{client}", kind="call", uid="{uid}"),
    api("patch", "contacts/<uid>", "401 200 200 200 403 404", "contacts/{uid}", note="Mended"),
    api("delete", "contacts/<uid>", "401 204 204 204 403 404", "contacts/{uid}"),
    api("get", "moves", READ),
    api("get", "moves", READ, "moves?deal={deal}"),
    api("post", "moves", "401 201 201 403 403 404", deal="{deal}", stage="Offer"),
    api("get", "sales", READ),
    api("get", "sales", READ, "sales?client={client}"),
    api("post", "sales", "401 201 201 201 403 404", client="{client}", amount=1, uid="{fresh}"),
    api("get", "imports", READ),
    api("get", "imports/<import_id>", "401 200 404 404 404 404", "imports/{run}"),
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
    page(_NEW_PASSWORD, NO_MATTER_WHO, "account/password/reset/key/1-nonsense/"),
    page("account/2fa/webauthn/keys/<int:pk>/remove/", ELSEWHERE, "account/2fa/webauthn/keys/1/remove/"),
    page("account/2fa/webauthn/keys/<int:pk>/edit/", ELSEWHERE, "account/2fa/webauthn/keys/1/edit/"),
)

WAYS = PAGES + IMPORTS + API + ACCOUNT
