"""How sign-in behaves here: no open sign-up, mails through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the team."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
