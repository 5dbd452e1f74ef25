"""Exchange rates: what other currencies are worth in the company's, each from a day on."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.access import Verb, require
from headway.web.api.drafts import Draft
from headway.web.api.problem import Refusal
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.clock import now
from headway.web.log import LogProblem, NewRate, rate_of, remove_rate, set_rates
from headway.web.models import ExchangeRate
from headway.web.rates import Unrated, rated, unrated

router = Router()
Exact = Annotated[str, Field(description="What one unit is worth in the company's currency; a decimal string.")]


class RateOut(Schema):
    """What one unit of a currency is worth in the company's, from a day on."""

    currency: str
    starts_on: date
    rate: Exact

    @classmethod
    def of(cls, rate: ExchangeRate) -> Self:
        return cls(currency=rate.currency_id, starts_on=rate.starts_on, rate=f"{rate.rate.normalize():f}")


class UnratedOut(Schema):
    """A currency in use that has no rate, and what is left out of the numbers for it."""

    currency: str
    sales: int = Field(description="How many sales are left out.")
    costs: int = Field(description="How many costs of sources are left out.")
    deal_values: int = Field(description="How many values of deals are left out.")

    @classmethod
    def of(cls, told: Unrated) -> Self:
        return cls(currency=told.code, sales=told.sales, costs=told.costs, deal_values=told.deal_values)


class RatesOut(Schema):
    """The exchange rates of the company."""

    company_currency: str | None = Field(description="What the rates are in.")
    rates: list[RateOut] = Field(description="By currency, the newest first.")
    missing: list[UnratedOut] = Field(description="The currencies that have none.")


class RateDraft(Draft):
    """A rate to enter, in the place of the one that holds from the same day."""

    rate: Decimal = Field(description="What one unit is worth in the company's currency; best as a decimal string.")


class RateSet(RateOut):
    """A rate as it was entered, and what came of it."""

    converted: int = Field(description="How many sales, costs and deals were converted anew.")


@router.get("/exchange-rates", response=RatesOut, auth=READING, operation_id="exchange_rates")
def rates(request: ApiRequest) -> Any:
    """Return the rates by currency, the newest first, and which currencies in use have none."""
    require(request.user, Verb.ADMINISTER)
    company = request.company
    return RatesOut(
        company_currency=company.currency_id if company else None,
        rates=[RateOut.of(rate) for each in rated() for rate in each.rates],
        missing=[UnratedOut.of(each) for each in unrated(company)] if company else [],
    )


@router.put(
    "/exchange-rates/{currency}/{starts_on}",
    response=RateSet,
    auth=LOGGING,
    operation_id="set_exchange_rate",
    summary="Enter or change an exchange rate",
)
def establish(request: ApiRequest, currency: str, starts_on: date, payload: RateDraft) -> Any:
    """Enter what a currency is worth from a day on; what is written down in it is converted anew."""
    require(request.user, Verb.ADMINISTER)
    converted = set_rates([NewRate(currency, starts_on, payload.rate)], by=request.user, now=now())
    known = RateOut.of(rate_of(currency, starts_on))
    return RateSet(**known.dict(), converted=converted.total)


@router.delete(
    "/exchange-rates/{currency}/{starts_on}",
    response={204: None},
    auth=LOGGING,
    operation_id="remove_exchange_rate",
    summary="Take an exchange rate out",
)
def remove(request: ApiRequest, currency: str, starts_on: date) -> Any:
    """Take a rate out; the last one of a currency stays while there are sales or costs in it."""
    require(request.user, Verb.ADMINISTER)
    try:
        known = rate_of(currency, starts_on)
    except LogProblem as trouble:
        raise Refusal(404, str(trouble)) from trouble
    remove_rate(known, by=request.user, now=now())
    return Status(204, None)
