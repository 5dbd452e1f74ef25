"""The page that answers a question in plain words."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.question import Question
from headway.web.asking import Asker, answer_to
from headway.web.board.answers import answer_shown
from headway.web.clock import now
from headway.web.naming import NotUnderstood
from headway.web.page import PageRequest, signed_in
from headway.web.understanding.elsewhere import ToldElsewhere
from headway.web.understanding.saying import page_of, parts_of, said
from headway.web.understanding.understood import LONGEST, SeveralMeanings, understand


@dataclass(frozen=True)
class Choice:
    """One of the questions that a text can mean."""

    said: str
    url: str


@signed_in
def ask(request: PageRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[: LONGEST + 1]
    asker = Asker(request.user, request.company, now())
    context = {"text": text, "longest": LONGEST, "examples": _examples(), **(_answered(asker, text) if text else {})}
    return render(request, "board/ask.html", context, status=400 if "refusal" in context else 200)


def _answered(asker: Asker, text: str) -> dict[str, object]:
    """Return the answer, or the choices, or why there is none."""
    try:
        question = understand(asker, text).question
    except SeveralMeanings as several:
        choices = [Choice(said(asker, each.question), page_of(each.question)) for each in several.choices]
        return {"choices": choices, "why": str(several)}
    except NotUnderstood as trouble:
        return {"refusal": str(trouble), "elsewhere": trouble if isinstance(trouble, ToldElsewhere) else None}
    return _shown(asker, question)


def _shown(asker: Asker, question: Question) -> dict[str, object]:
    shown = answer_shown(answer_to(question), asker.company)
    return {
        "metric": shown.metric,
        "shown": shown,
        "parts": list(parts_of(asker, question))[1:],
        "page_url": page_of(question),
        "period": question.period,
        "compared": question.compare,
    }


def _examples() -> list[Choice]:
    """Return a few questions to begin with."""
    texts = (
        _("How many contacts did I have last week?"),
        _("Effective contacts this month by rep"),
        _("Deals won this quarter compared with last quarter"),
        _("Sales volume last month"),
    )
    return [Choice(text, f"{reverse('ask')}?{urlencode({'q': text})}") for text in texts]
