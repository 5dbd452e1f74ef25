"""The nouns of Headway as the log keeps them: a file per noun."""

from headway.web.models.client import Client, ClientKind, Person, Segment, Source
from headway.web.models.company import Company, Currency, ExchangeRate
from headway.web.models.contact import Contact, ContactKind, MoveCause, StageMove
from headway.web.models.deal import Deal, DealKind, DealOwner, DealValue, Milestones, Stay
from headway.web.models.funnel import Funnel, FunnelVersion, LossReason, Phase, Stage, StagePlace
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
    "ContactKind",
    "Currency",
    "Deal",
    "DealKind",
    "DealOwner",
    "DealValue",
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
    "Person",
    "Phase",
    "Role",
    "Sale",
    "Segment",
    "Source",
    "Stage",
    "StageMove",
    "StagePlace",
    "Stay",
    "Team",
    "User",
]
