"""What was said to the reader, on the pages of other features, and the way to what is said about a contact."""

from typing import Any

from django import template

from headway.web.asking import Asker
from headway.web.clock import now
from headway.web.page import PageRequest
from headway.web.talk import open_questions_for, question_words, step_words, unread_for

register = template.Library()
_AT_MOST = 5


@register.inclusion_tag("parts/said.html", takes_context=True)
def said_to_me(context: template.Context) -> dict[str, Any]:
    """Show the comments that the reader has not seen and the questions they have not answered; nothing without any."""
    request: PageRequest = context["request"]
    asker = Asker(request.user, request.company, now())
    unread = list(unread_for(request.user)[:_AT_MOST])
    questions = [
        (each.bounce.contact_id, question_words(each.bounce, asker.bounce_days), step_words(each.bounce))
        for each in open_questions_for(asker)[:_AT_MOST]
    ]
    return {"unread": unread, "questions": questions}
