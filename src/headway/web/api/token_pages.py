"""The page where one makes and revokes one's own tokens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web.api.forms import TokenForm
from headway.web.api.tokens import make_token, revoke_token, tokens_of
from headway.web.clock import now
from headway.web.page import PageRequest, page_of, signed_in


@signed_in
def tokens(request: PageRequest) -> HttpResponse:
    """Show the tokens; a new one's text is in the answer to its making, and nowhere afterwards."""
    form, fresh, moment = TokenForm(request.POST or None), "", now()
    if form.is_valid():
        asked = form.cleaned_data
        _token, fresh = make_token(
            request.user,
            asked["name"],
            asked["scopes"],
            by=request.user,
            now=moment,
            expires_at=form.expires_at(moment),
        )
        form = TokenForm()
    context = {"form": form, "fresh": fresh, "page": page_of(tokens_of(request.user), request), "now": moment}
    response = render(request, "api/tokens.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@signed_in
def revoke(request: PageRequest, token_id: int) -> HttpResponse:
    token = get_object_or_404(tokens_of(request.user).filter(revoked_at=None), pk=token_id)
    revoke_token(token, by=request.user, now=now())
    messages.info(request, _("The token '%(name)s' is revoked.") % {"name": token.name})
    return redirect("tokens")
