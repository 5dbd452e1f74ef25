"""The page behind the link that is printed when Headway starts without a company."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headway.web.clock import now
from headway.web.setup.forms import SetupForm
from headway.web.setup.founding import found_company, is_open


def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Found the company once; the page does not exist without the key, nor afterwards."""
    if not is_open(token):
        raise Http404
    form = SetupForm(request.POST or None)
    if form.is_valid():
        owner = found_company(form.cleaned_data, now=now())
        login(request, owner, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "setup/setup.html", {"form": form}, status=422 if form.errors else 200)
