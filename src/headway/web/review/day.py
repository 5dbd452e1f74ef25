"""The evening review as its page shows it: a line a rep, the contacts, the moves apart, and what to ask about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import F
from django.db.models.functions import Left
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.reports.evening_review import ContactStep, MoveStep, Step
from headway.web import figures
from headway.web.access import reps_for
from headway.web.asking import Asker, Words
from headway.web.behind import Sight
from headway.web.clock import zone_of
from headway.web.evening import Evening
from headway.web.models import Client, Contact, ContactComment, Deal, MoveCause, User
from headway.web.models.fields import from_microseconds
from headway.web.review.lines import Lines, RepLine
from headway.web.talk import Question, question_words, step_words
from headway.web.wording import KIND_NAMES

# An import moves thousands of deals on one day.
MOVES_AT_MOST = 100
QUESTIONS_AT_MOST = 20
_NOTE_AT_MOST = 160
_CAUSES = dict(MoveCause.choices)


@dataclass(frozen=True)
class KindHead:
    """A kind of contact that occurs, with its word."""

    kind: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """A contact or a move with its client and deal, as far as they exist for the reader."""

    step: ContactStep | MoveStep
    client: Client | None
    deal: Deal | None
    rep: User | None
    at: datetime
    words: str

    @property
    def time(self) -> str:
        """The time of day where the rep was: the day is the rep's own."""
        return figures.clock(self.at, self.at.tzinfo)


@dataclass(frozen=True, kw_only=True)
class ToldContact(Told):
    """A contact, with how much is said about it."""

    step: ContactStep
    note: str
    comments: int
    is_asked: bool

    @property
    def what(self) -> str:
        """The kind, and what else it was."""
        cold = pgettext("contact", "cold") if self.step.is_cold else ""
        inbound = pgettext("contact", "inbound") if self.step.is_inbound else ""
        return ", ".join(filter(None, (self.words, cold, inbound)))

    @property
    def whose(self) -> str:
        """Who held it, how long, and whether it was written down late."""
        duration = figures.duration(self.step.duration_seconds) if self.step.duration_seconds else ""
        late = _("written late") if self.step.is_late else ""
        return " · ".join([self.step.rep, *filter(None, (duration, late))])

    @property
    def talk(self) -> str:
        """The way to what is said about it, in words."""
        words = ngettext(
            "%(number)s comment on the contact at %(time)s",
            "%(number)s comments on the contact at %(time)s",
            self.comments,
        )
        return words % {"number": figures.number(self.comments), "time": self.time}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A bounce as a question, with its steps and what the rep answered."""

    question: Question
    client: Client | None
    deal: Deal | None
    words: str
    steps: str

    @property
    def answers(self) -> tuple[ContactComment, ...]:
        """What the rep said."""
        return self.question.answers


class Day:
    """A review in the words of its page; what it names is fetched once for all its parts."""

    def __init__(self, asker: Asker, words: Words, evening: Evening, questions: int = QUESTIONS_AT_MOST) -> None:
        """Take the review, and how many of its questions are shown, the open ones first."""
        self.evening, self.review = evening, evening.review
        self._asker = asker
        self._asked = sorted(evening.questions, key=lambda each: not each.is_open)[:questions]
        bounces = [each.bounce for each in self._asked]
        named: list[Step] = [*self.review.entries, *self.review.moves]
        self._sight = Sight.of(
            asker.user,
            chain((each.client_id for each in named), (each.client_id for each in bounces)),
            chain((each.deal_id for each in named), (each.deal_id for each in bounces)),
        )
        ids = {*(each.rep_id for each in evening.reps), *(each.rep_id for each in named)} - {None}
        self._reps: Mapping[int, User] = reps_for(asker.user).in_bulk(ids)
        self._lines = Lines(asker, words, evening, self._reps)

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened at all."""
        return not (self.review.reps or self.review.moves or self.evening.questions)

    @cached_property
    def kinds(self) -> list[KindHead]:
        """The kinds of contact that occur, in the order of the catalogue of kinds."""
        return [KindHead(kind, str(KIND_NAMES[kind]).capitalize()) for kind in self._lines.kinds]

    @cached_property
    def lines(self) -> list[RepLine]:
        """A line for each rep: in the order of the ranking where there is a difference, else by name."""
        return self._lines.all

    @cached_property
    def total(self) -> RepLine:
        """All of them together; a deal that two reps touched counts once."""
        return self._lines.total

    @cached_property
    def ranking_words(self) -> list[str]:
        """What can be said of the differences between reps, and what ranks nobody."""
        return self._lines.ranking_words

    @cached_property
    def entries(self) -> list[ToldContact]:
        """The contacts shown, in the order of the log."""
        wanted = Contact.objects.filter(pk__in=[entry.contact_id for entry in self.review.entries])
        notes = dict(wanted.values_list("pk", Left(F("note"), _NOTE_AT_MOST)))
        asked = {each.bounce.contact_id for each in self.evening.questions if each.is_open}
        return [
            ToldContact(
                **self._told(entry, str(KIND_NAMES[entry.kind])),
                note=notes.get(entry.contact_id, ""),
                comments=self.evening.comments.get(entry.contact_id, 0),
                is_asked=entry.contact_id in asked,
            )
            for entry in self.review.entries
        ]

    @cached_property
    def moves(self) -> list[Told]:
        """The moves without a contact, with their causes; of very many, the first ones."""
        return [Told(**self._told(move, str(_CAUSES.get(move.cause, move.cause)))) for move in self.review.moves]

    @cached_property
    def questions(self) -> list[Asked]:
        """The questions that bounces ask, the open ones first."""
        return [
            Asked(
                question=each,
                client=self._sight.client(each.bounce.client_id),
                deal=self._sight.deal(each.bounce.deal_id),
                words=question_words(each.bounce, self.review.bounce_days),
                steps=step_words(each.bounce),
            )
            for each in self._asked
        ]

    @cached_property
    def open_questions(self) -> int:
        """How many questions wait for an answer."""
        return sum(each.is_open for each in self.evening.questions)

    @property
    def more_questions(self) -> int:
        """How many questions are not shown."""
        return len(self.evening.questions) - len(self._asked)

    def _told(self, step: ContactStep | MoveStep, words: str) -> dict[str, Any]:
        rep = self._reps.get(step.rep_id or 0)
        return {
            "step": step,
            "client": self._sight.client(step.client_id),
            "deal": self._sight.deal(step.deal_id),
            "rep": rep,
            "at": from_microseconds(step.happened_at).astimezone(zone_of(rep, self._asker.company)),
            "words": words,
        }
