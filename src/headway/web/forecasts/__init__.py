"""Forecasts: what a period will close with, from the open deals and those to come; kept as made, and judged later."""

from headway.web.forecasts.making import forecast_of, forecasts_of
from headway.web.forecasts.outcome import DealChance, Forecast, Outlook
from headway.web.forecasts.question import ForecastQuestion, forecast_question_of

__all__ = [
    "DealChance",
    "Forecast",
    "ForecastQuestion",
    "Outlook",
    "forecast_of",
    "forecast_question_of",
    "forecasts_of",
]
