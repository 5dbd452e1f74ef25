"""The nouns of Headway as the log keeps them: a file per noun."""

from headway.web.models.client import Client, ClientKind, Person, Segment, Source
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
from headway.web.models.deal import Deal, DealKind, DealOwner, DealValue, Milestones, Stay
from headway.web.models.funnel import Funnel, FunnelVersion, LossReason, Phase, Stage, StagePlace
from headway.web.models.next_step import NextStep, StepEnd
from headway.web.models.record import ApiToken, AuditEntry, Change, FactNoun, ImportRun, ImportState, JobRun
from headway.web.models.sale import Sale
from headway.web.models.user import Membership, Role, Team, User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Change",
    "Client",
    "ClientKind",
    "Company",
    "Contact",
    "ContactComment",
    "ContactKind",
    "ContactOutcome",
    "Currency",
    "Deal",
    "DealKind",
    "DealOwner",
    "DealValue",
    "DecisionMaker",
    "DeletedContact",
    "ExchangeRate",
    "FactNoun",
    "Funnel",
    "FunnelVersion",
    "ImportRun",
    "ImportState",
    "JobRun",
    "LossReason",
    "Membership",
    "Milestones",
    "MoveCause",
    "NextStep",
    "Person",
    "Phase",
    "Position",
    "Role",
    "Sale",
    "Segment",
    "Source",
    "Stage",
    "StageMove",
    "StagePlace",
    "Stay",
    "StepEnd",
    "Team",
    "User",
]
