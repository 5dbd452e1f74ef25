"""Imports: the files that were brought in, and how far each is."""

from typing import Any

from ninja import Query, Router

from headway.web.access import imports_for
from headway.web.api.finding import Paging, PathId, found, page_of
from headway.web.api.records import ImportOut, Page
from headway.web.api.security import READING, ApiRequest

router = Router()


@router.get("/imports", response=Page[ImportOut], auth=READING, operation_id="imports")
def imports(request: ApiRequest, page: Query[Paging]) -> Any:
    """Return the imports that exist for the user, the newest first."""
    runs = imports_for(request.user).order_by("-created_at", "-pk")
    return page_of(runs, page, lambda found: [ImportOut.of(run) for run in found])


@router.get(
    "/imports/{import_id}",
    response=ImportOut,
    auth=READING,
    operation_id="import",
    summary="An import",
)
def import_(request: ApiRequest, import_id: PathId) -> Any:
    """Return one import: its state, how far it is, and what it gave."""
    return ImportOut.of(found(imports_for(request.user), import_id, "import"))
