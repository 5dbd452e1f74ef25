"""What allauth asks about signing in: nobody signs up by themselves, the owner adds people."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Headway's answers to allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: the log is not for strangers."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing where the page that follows shows it: 'signed in as' is such a message."""
        template = str(args[2] if len(args) > 2 else kwargs.get("message_template", ""))
        if template not in _SAID_BY_THE_PAGE:
            super().add_message(*args, **kwargs)


_SAID_BY_THE_PAGE = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
