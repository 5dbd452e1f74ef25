"""A file of four deals, uploaded, and the run that came of it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from headway.web.models import ImportRun
from tests.web.imports.conftest import table

DEALS = """
deal | client | owner | stage    | engage_date      | close_date | value
A    | Acme   | Zoe   | Won      | 02.01.2024 09:00 | 28.02.2024 | 100
B    | Birch  | Zoe   | Prospect | 03.01.2024 09:00 |            | 50
C    | Birch  | Zoe   | Lost     | 30.02.2024 09:00 | 28.02.2024 | 50
D    | Birch  | Zoe   | Lost     | 31.02.2024 09:00 | 28.02.2024 | 50
"""


def upload(owner, content=None, name="deals.csv", mapping=""):
    file = SimpleUploadedFile(name, content if content is not None else table(DEALS))
    return owner.post("/imports", {"file": file, "mapping": mapping}, follow=True)


def latest_run(state=None):
    run = ImportRun.objects.latest("pk")
    assert state is None or run.state == state
    return run
