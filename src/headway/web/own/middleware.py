"""Lets every request know the company's own metrics."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from headway.web.own.known import own_metrics


class OwnMetricsMiddleware:
    """Around whatever answers; nothing is read where nobody needs the catalogue."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with own_metrics():
            return self._answer(request)
