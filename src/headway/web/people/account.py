"""Pages of allauth about addresses and passwords, and what Headway adds: an audit trail, and help without mail."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as allauth_views
from allauth.account.forms import AddEmailForm as AllauthAddEmailForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.models import EmailAddress, get_emailconfirmation_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.clock import now
from headway.web.mail import can_send
from headway.web.models import User


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Points to the mail that sets a new password only where mail can be sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_send():
            self.fields["password"].help_text = without_mail()


class AddEmailForm(AllauthAddEmailForm):  # type: ignore[misc]
    """Takes no address that somebody else signs in with: two accounts could not both have it."""

    def clean_email(self) -> str:
        address = str(super().clean_email())
        others = User.objects.exclude(pk=self.user.pk)
        if others.filter(Q(email=address) | Q(emailaddress__email=address)).exists():
            raise ValidationError(_("Somebody else signs in with this address. Take another one."))
        return address


def email(request: HttpRequest) -> HttpResponse:
    """Show and change the addresses that one signs in with."""
    user = request.user if isinstance(request.user, User) else None
    return _audited(user, request, lambda: allauth_views.email(request))


def confirm_email(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm an address by the link that was sent to it."""
    confirmation = get_emailconfirmation_model().from_key(key)
    user = confirmation.email_address.user if confirmation else None
    return _audited(user, request, lambda: allauth_views.confirm_email(request, key=key))


def password_reset(request: HttpRequest) -> HttpResponse:
    """Send a link for a new password, or say who can give one where no mail is sent."""
    if can_send():
        return _page(allauth_views.password_reset(request))
    return render(request, "people/no_mail.html", {"words": without_mail()})


def without_mail() -> str:
    """Say how one gets a new password where no mail can be sent."""
    return _(
        "Forgot your password? The owner makes you a link for a new one on the page People; owners set theirs with "
        "the command “headway user password”."
    )


def _audited(user: User | None, request: HttpRequest, show: Callable[[], Any]) -> HttpResponse:
    """Answer, and keep in the audit trail what became of a user's addresses."""
    if user is None or request.method != "POST":
        return _page(show())
    with transaction.atomic():
        before = _addresses(user)
        response = _page(show())
        after = _addresses(user)
        if after != before:
            audit.record(user, "change", user, now(), before=before, after=after)
    return response


def _page(answer: Any) -> HttpResponse:
    assert isinstance(answer, HttpResponse)  # noqa: S101 - the views of allauth carry no types
    return answer


def _addresses(user: User) -> dict[str, Any]:
    """Return a user's address and the further ones, as they are stored."""
    current = User.objects.values_list("email", flat=True).get(pk=user.pk)
    further = EmailAddress.objects.filter(user=user).exclude(email=current).order_by("email")
    return {"email": current, "further_emails": list(further.values_list("email", flat=True))}
