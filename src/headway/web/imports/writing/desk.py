"""All that is at hand while one file is written to the log: its run, names and ids, and what is noted for the end."""

from datetime import date
from functools import cached_property

from django.db.models import Model

from headway.engine.text import Sentence
from headway.importers.mapping import Mapping
from headway.importers.records import ImportedClient, Problem
from headway.web.clock import day_of, zone_of
from headway.web.imports.tables import records
from headway.web.imports.writing.identity import Identity
from headway.web.imports.writing.names import Names
from headway.web.imports.writing.pending import Pending
from headway.web.imports.writing.road import Road, road_for
from headway.web.log.context import ReplayContext
from headway.web.models import Company, ImportRun
from headway.web.models.fields import to_microseconds
from headway.web.published import unpublished_runs


class Desk:
    """Lives as long as one attempt to run an import."""

    def __init__(self, run: ImportRun, mapping: Mapping) -> None:
        self.run = run
        # Asked for with every row, which takes Django longer than to write one.
        self.run_id, self.started_by_id = run.pk, run.started_by_id
        self.mapping = mapping
        self.identity = Identity(mapping.origin or "")
        self.names = Names(run)
        self.pending = Pending()
        self._problems: list[Problem] = []
        # Clients met before, and all that was said of them: a file says the same of them many times.
        self.clients: dict[str, int] = {}
        self.heard: set[ImportedClient] = set()
        # Those of them that were merged into others, of whom the file says nothing.
        self.merged: set[str] = set()
        # The ids of the deals that this attempt has come to.
        self.deals: set[str] = set()
        self._began_without: dict[type[Model], bool] = {}
        self._context_of: tuple[int, ReplayContext] | None = None

    @cached_property
    def road(self) -> Road:
        road, is_new = road_for(self.mapping.funnel, self.run)
        if is_new:
            self.names.made["funnel"].append(road.funnel_id)
        return road

    @cached_property
    def abandoned(self) -> frozenset[int]:
        """The other imports whose records exist for nobody; none of them is in work."""
        return frozenset(unpublished_runs()) - {self.run.pk}

    @cached_property
    def started_at(self) -> int:
        """The moment that stands for the import where the file tells no time: the same when it is resumed."""
        return to_microseconds(self.run.started_at or self.run.created_at)

    @cached_property
    def started_on(self) -> date:
        return day_of(self.run.started_at or self.run.created_at, zone_of(None, Company.objects.first()))

    @property
    def context(self) -> ReplayContext:
        """What replay needs, read anew when the import has made a rep or a team since."""
        made = self.names.people_made
        if self._context_of is None or self._context_of[0] != made:
            self._context_of = (made, ReplayContext())
        return self._context_of[1]

    def began_without(self, model: type[Model]) -> bool:
        """Whether there was no record of a noun when the attempt came to the first: then none needs to be looked for.

        Only one import is in work at a time, and nobody else makes ids from keys.
        """
        if model not in self._began_without:
            self._began_without[model] = not records(model).exists()
        return self._began_without[model]

    def doubt(self, line: int, sentence: Sentence, *, is_kept: bool = True) -> None:
        """Tell of something in a row that was taken otherwise than it stands, or not at all."""
        self._problems.append(Problem(line, sentence, is_kept=is_kept))

    def take_problems(self) -> list[Problem]:
        """Hand over the problems told since the last time."""
        problems, self._problems = self._problems, []
        return problems
