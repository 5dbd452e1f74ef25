"""What is tried at an address by each role: the words in which the tables of the access walk are written."""

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
