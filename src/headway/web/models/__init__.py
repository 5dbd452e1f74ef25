"""The nouns of Headway as the log keeps them: a file per noun."""

from headway.web.models.aim import Aim, StandingMail, TakenIndicator
from headway.web.models.board import Board, BoardKind, BoardMail, BoardMetric, Goal, GoalStep, SavedWords
from headway.web.models.client import Client, ClientKind, Person, Referrer, Segment, Source, SourceKind
from headway.web.models.committee import DecisionMaker, Position
from headway.web.models.company import Company, Currency, ExchangeRate
from headway.web.models.contact import (
    Contact,
    ContactComment,
    ContactKind,
    ContactOutcome,
    DeletedContact,
    MoveCause,
    StageMove,
)
from headway.web.models.cost import Cost, CostDay
from headway.web.models.deal import Deal, DealExpectation, DealKind, DealOwner, DealValue, Milestones, Stay
from headway.web.models.forecast import KeptForecast
from headway.web.models.funnel import Funnel, FunnelVersion, LossReason, Phase, Stage, StagePlace
from headway.web.models.next_step import NextStep, StepEnd
from headway.web.models.own_metric import OwnMetric
from headway.web.models.plan import Plan, PlanNeed, PlanScope
from headway.web.models.programme import Programme, WeekDone
from headway.web.models.record import ApiToken, AuditEntry, Change, FactNoun, ImportRun, ImportState, JobRun
from headway.web.models.sale import Sale
from headway.web.models.scenario import Scenario
from headway.web.models.tally import BUSINESS_CARDS, Tally, TallyKind
from headway.web.models.target import Target, TargetState
from headway.web.models.time_entry import TimeCategory, TimeEntry
from headway.web.models.user import Membership, Role, Team, User
from headway.web.models.working_days import Absence, AbsenceKind, OverruledDay, OwnWeek

__all__ = [
    "BUSINESS_CARDS",
    "Absence",
    "AbsenceKind",
    "Aim",
    "ApiToken",
    "AuditEntry",
    "Board",
    "BoardKind",
    "BoardMail",
    "BoardMetric",
    "Change",
    "Client",
    "ClientKind",
    "Company",
    "Contact",
    "ContactComment",
    "ContactKind",
    "ContactOutcome",
    "Cost",
    "CostDay",
    "Currency",
    "Deal",
    "DealExpectation",
    "DealKind",
    "DealOwner",
    "DealValue",
    "DecisionMaker",
    "DeletedContact",
    "ExchangeRate",
    "FactNoun",
    "Funnel",
    "FunnelVersion",
    "Goal",
    "GoalStep",
    "ImportRun",
    "ImportState",
    "JobRun",
    "KeptForecast",
    "LossReason",
    "Membership",
    "Milestones",
    "MoveCause",
    "NextStep",
    "OverruledDay",
    "OwnMetric",
    "OwnWeek",
    "Person",
    "Phase",
    "Plan",
    "PlanNeed",
    "PlanScope",
    "Position",
    "Programme",
    "Referrer",
    "Role",
    "Sale",
    "SavedWords",
    "Scenario",
    "Segment",
    "Source",
    "SourceKind",
    "Stage",
    "StageMove",
    "StagePlace",
    "StandingMail",
    "Stay",
    "StepEnd",
    "TakenIndicator",
    "Tally",
    "TallyKind",
    "Target",
    "TargetState",
    "Team",
    "TimeCategory",
    "TimeEntry",
    "User",
    "WeekDone",
]
