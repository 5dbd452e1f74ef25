"""Words kept under a name: the list of them, keeping what a page is narrowed to, dropping one."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.engine.dimension import Dimension
from headway.engine.question import Filters
from headway.web.asking import Asker, Words, told_in_full
from headway.web.clock import now
from headway.web.kept_names import may_drop
from headway.web.models import SavedWords
from headway.web.naming import NotUnderstood, keys_told
from headway.web.narrowing import chips_of
from headway.web.page import PageRequest, next_url, signed_in
from headway.web.saved_words import drop_words, keep_words, saved_for


@signed_in
def saved(request: PageRequest) -> HttpResponse:
    """Show what is kept; a form sends what the page it stands on is narrowed to."""
    if request.method != "POST":
        lines = [_line(request, each) for each in saved_for(request.user)]
        return render(request, "board/own/saved.html", {"lines": lines})
    try:
        kept = _kept(request)
    except NotUnderstood as trouble:
        messages.warning(request, str(trouble))
        return redirect(next_url(request, reverse("saved")))
    messages.info(request, _("Kept as '%(name)s'.") % {"name": kept.name})
    return redirect(next_url(request, reverse("saved")))


@signed_in
@require_POST
def remove(request: PageRequest, saved_id: int) -> HttpResponse:
    found = saved_for(request.user).filter(pk=saved_id).first()
    if found is None:
        raise Http404
    drop_words(found, by=request.user, now=now())
    messages.info(request, _("'%(name)s' is kept no longer.") % {"name": found.name})
    return redirect("saved")


def _kept(request: PageRequest) -> SavedWords:
    asker = Asker(request.user, request.company, now())
    words = Words.of(QueryDict(request.POST.get("words", "")), period="")
    words = told_in_full(asker, words)
    if words.period:
        asker.period(words.period)
    return keep_words(
        request.POST.get("name", ""),
        period=words.period if request.POST.get("with_period") else "",
        filters=words.filters,
        is_shared=bool(request.POST.get("shared")),
        by=request.user,
        now=asker.now,
    )


def _line(request: PageRequest, words: SavedWords) -> dict[str, object]:
    try:
        filters = {name: keys_told(request.user, Dimension(name), texts) for name, texts in words.filters.items()}
        chips = chips_of(request.user, Filters(**filters))
    except NotUnderstood as trouble:
        chips = [str(trouble)]
    return {
        "words": words,
        "chips": [*([words.period] if words.period else []), *chips],
        "may_drop": may_drop(request.user, words),
    }
