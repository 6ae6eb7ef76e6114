"""Everything that changes accounts, roles, delegations and sessions."""

from lachan.office.people.actions.accounts import add_account, disable_person, enable_person, remove_second_factors
from lachan.office.people.actions.delegations import end_delegation, give_delegation
from lachan.office.people.actions.invitations import accept_invitation, invite_person, withdraw_invitation
from lachan.office.people.actions.machines import add_machine
from lachan.office.people.actions.memberships import end_membership, give_membership
from lachan.office.people.actions.sessions import end_other_sessions, end_session

__all__ = [
    "accept_invitation",
    "add_account",
    "add_machine",
    "disable_person",
    "enable_person",
    "end_delegation",
    "end_membership",
    "end_other_sessions",
    "end_session",
    "give_delegation",
    "give_membership",
    "invite_person",
    "remove_second_factors",
    "withdraw_invitation",
]
