"""Addresses of people and of one's own account."""

from django.urls import path

from lachan.office.people.views import account, delegations, invitations, people

urlpatterns = [
    path("", account.account, name="account"),
    path("phien/<int:session_id>/ket-thuc/", account.session_end, name="session_end"),
    path("phien/ket-thuc-phien-khac/", account.other_sessions_end, name="other_sessions_end"),
    path("yeu-to-thu-hai/", account.second_factor_needed, name="second_factor_needed"),
    path("uy-quyen/", delegations.delegation_give, name="delegation_give"),
    path("uy-quyen/<int:delegation_id>/ket-thuc/", delegations.delegation_end, name="delegation_end"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/moi/", invitations.person_invite, name="person_invite"),
    path("nguoi-dung/<int:person_id>/", people.person, name="person"),
    path("nguoi-dung/<int:person_id>/vai-tro/", people.membership_give, name="membership_give"),
    path("nguoi-dung/<int:person_id>/khoa/", people.person_disable, name="person_disable"),
    path("nguoi-dung/<int:person_id>/mo/", people.person_enable, name="person_enable"),
    path("nguoi-dung/<int:person_id>/bo-yeu-to/", people.second_factors_remove, name="second_factors_remove"),
    path("vai-tro/<int:membership_id>/ket-thuc/", people.membership_end, name="membership_end"),
    path("loi-moi/<uuid:invitation_id>/thu-hoi/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("loi-moi/<str:token>/", invitations.invitation, name="invitation"),
]
