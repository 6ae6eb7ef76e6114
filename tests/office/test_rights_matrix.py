"""Who comes through which door: every route of the office × every role × own, steering and strange unit.

The routes are taken from the URL resolver: a new one that nobody wrote a line for fails here. "Through" means that the
view did its work or said what is wrong with the request or the state (200, 302, 409, 422); "not through" is 403, 404 or
the way to the sign-in page. Each try is undone before the next.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from lachan.office.advisories.models import Trick
from lachan.office.api.actions.keys import KeyWanted, make_api_key
from lachan.office.api.actions.webhooks import add_webhook
from lachan.office.bundles.models import Bundle
from lachan.office.cases.actions import (
    CaseFacts,
    EvidenceFacts,
    add_evidence,
    add_subject,
    close_case,
    hand_over_case,
    open_case,
)
from lachan.office.directives.actions import (
    add_result,
    confirm_directive,
    correct_directive,
    import_directive,
    issue_directive,
)
from lachan.office.directives.actions.results import Done
from lachan.office.directives.content import content_of
from lachan.office.directives.models import Directive, Result, Task
from lachan.office.files.models import StoredFile
from lachan.office.inspections.actions import conclude, propose_fine
from lachan.office.notices.actions import notify
from lachan.office.people.actions import invite_person
from lachan.office.people.actor import actor_for
from lachan.office.people.models import Delegation, Membership, Person, Role
from lachan.office.reports.actions import drafts, extensions, official, rounds, signing
from lachan.office.reports.content import digest_of
from lachan.office.reports.models import Round, UnitReport
from lachan.office.reports.queries.rollup import rollup_of
from tests.office.advisories.conftest import advisories_of_the_world
from tests.office.channels.conftest import channels_of_the_world
from tests.office.conftest import REAL, TODAY
from tests.office.evidence.conftest import evidence_of_the_world
from tests.office.feeds.conftest import feeds_of_the_world
from tests.office.incidents.conftest import incidents_of_the_world
from tests.office.inspections.conftest import decided, held, planned
from tests.office.intake.conftest import signals_of_the_world
from tests.office.listings.conftest import listings_of_the_world
from tests.office.names.conftest import names_of_the_world
from tests.office.protected import conftest as protected
from tests.office.requests.world import requests_of_the_world
from tests.people import NOW, Cast, person
from tests.readers.files import pdf_bytes

EVERYBODY = frozenset(
    {"officer", "leader", "clerk", "reader", "administrator", "writer_a", "leader_a", "deputy_a", "writer_b",
     "leader_b", "operator", "police"}
)  # fmt: skip
VISITOR = frozenset({"visitor"})
STEERING = frozenset({"officer", "leader", "clerk", "reader"})
RUNS_ROUNDS = frozenset({"officer", "leader"})
WORKERS = EVERYBODY - {"administrator"}
UNIT_A = frozenset({"writer_a", "leader_a", "deputy_a"})
WRITES_A = frozenset({"writer_a", "leader_a", "deputy_a"})
SIGNS_A = frozenset({"leader_a", "deputy_a"})
ADMINISTRATORS = frozenset({"administrator"})
WRITES_CASES = frozenset({"officer", "leader"})
SIGNS_LISTINGS = frozenset({"leader"})
REPORTS_CALLS = WORKERS - {"clerk", "reader", "operator"}
SIGNS_ADVISORIES = frozenset({"leader"})


@dataclass(frozen=True)
class Door:
    """What is asked of one route, and who gets through."""

    through: frozenset[str]
    method: str = "get"
    data: dict[str, Any] | None = None
    arguments: tuple[str, ...] = ()  # names of things of the world


def get(through: frozenset[str], *arguments: str) -> Door:
    return Door(through, arguments=arguments)


def post(through: frozenset[str], *arguments: str, **data: Any) -> Door:
    return Door(through, "post", data, arguments)


# Reading one's own account is for everybody who is signed in; what is behind each door is in the apps' permissions.py.
DOORS: dict[str, Door] = {
    "home": get(EVERYBODY | VISITOR),  # a visitor is led on to the portal
    "directives": get(WORKERS),
    "directive_import": get(frozenset({"officer", "leader", "clerk"})),
    "directive": get(STEERING | UNIT_A | {"operator", "writer_b", "leader_b"}, "issued"),
    "directive_check": get(STEERING, "draft"),
    "directive_send_back": post(frozenset({"officer", "leader", "clerk"}), "confirmed", reason="Sai số"),
    "directive_discard": post(frozenset({"officer", "leader", "clerk"}), "draft"),
    "directive_issue": get(STEERING, "confirmed"),
    "directive_give": post(frozenset({"officer", "leader", "clerk"}), "issued", "unit_a"),
    "directive_close": post(frozenset({"leader"}), "issued"),
    "directive_file": get(STEERING | UNIT_A | {"operator", "writer_b", "leader_b"}, "issued", "letter"),
    "tasks": get(WORKERS),
    "task": get(STEERING | UNIT_A, "task"),
    "task_start": post(WRITES_A, "task"),
    "task_complete": post(WRITES_A, "task"),
    "task_reopen": post(WRITES_A, "task", reason="Thiếu minh chứng"),
    "result_add": get(WRITES_A, "task"),
    "result_withdraw": post(WRITES_A, "result", reason="Nhập nhầm"),
    "result_file": get(STEERING | UNIT_A, "result", "result_file"),
    "rounds": get(WORKERS),
    "round": get(STEERING, "round"),
    "round_open": get(RUNS_ROUNDS, "issued"),
    "round_calendar": get(RUNS_ROUNDS, "issued"),
    "round_close": post(RUNS_ROUNDS, "round"),
    "rollup": get(STEERING, "round"),
    "official_report_make": get(RUNS_ROUNDS, "round"),
    "official_report_file": get(STEERING, "official", "docx"),
    "report": get(STEERING | UNIT_A, "report"),
    "report_edit": get(WRITES_A, "report"),
    "report_send": post(WRITES_A, "report"),
    "report_sign": post(SIGNS_A, "report", digest="0"),
    "report_accept": post(RUNS_ROUNDS, "signed_report"),
    "report_return": post(RUNS_ROUNDS, "signed_report", reason="Thiếu số liệu"),
    "extension_ask": post(WRITES_A, "report", working_days="2", reason="Cần thêm thời gian"),
    "extension_decide": post(RUNS_ROUNDS, "report", decision="grant"),
    "proof": get(STEERING | UNIT_A, "report", "proof_file"),
    "file": get(frozenset(), "no_ticket"),
    "notices": get(EVERYBODY),
    "notices_read_all": post(EVERYBODY),
    "notice": get(frozenset({"writer_a"}), "notice"),
    "notice_read": post(frozenset({"writer_a"}), "notice"),
    "units": get(EVERYBODY),
    "unit": get(EVERYBODY, "unit_a"),
    "unit_export": get(EVERYBODY, "csv"),
    "unit_add": get(ADMINISTRATORS),
    "unit_import": get(ADMINISTRATORS),
    "unit_import_confirm": post(ADMINISTRATORS),
    "unit_change": get(ADMINISTRATORS, "unit_a"),
    "unit_end": get(ADMINISTRATORS, "unit_a"),
    "trail": get(ADMINISTRATORS | {"leader"}),
    "trail_csv": post(ADMINISTRATORS | {"leader"}),
    "account": get(EVERYBODY),
    "session_end": post(frozenset(), "no_session"),
    "other_sessions_end": post(EVERYBODY),
    "second_factor_needed": get(EVERYBODY),
    "delegation_give": get(frozenset({"leader", "leader_a", "leader_b"})),
    "delegation_end": post(frozenset({"leader_a"}), "delegation"),
    "requests": get(WORKERS),
    "requests_overseen": get(STEERING),
    "request_statistics": get(WORKERS),
    "requests_bulk": get(RUNS_ROUNDS | {"operator", "police"}),
    "requests_bulk_table": post(RUNS_ROUNDS | {"operator", "police"}),
    "requests_bulk_confirm": post(RUNS_ROUNDS | {"operator", "police"}, plan="x"),
    "request_choose": get(WORKERS - {"clerk", "reader"}),
    "request_draft": get(RUNS_ROUNDS, "department", "suspend"),
    "request": get(STEERING, "request_draft"),
    "request_change": get(RUNS_ROUNDS, "request_draft"),
    "request_submit": post(RUNS_ROUNDS, "request_draft"),
    "request_approve": get(frozenset({"leader"}), "request_submitted"),
    "request_return": post(frozenset({"leader"}), "request_submitted", reason="Thiếu căn cứ"),
    "request_reveal": post(RUNS_ROUNDS, "request_draft", purpose="Kiểm tra"),
    "request_take_in": post(frozenset({"operator"}), "request_sent"),
    "request_pause": post(frozenset({"operator"}), "request_sent", reason="Thiếu cổng"),
    "request_resume": post(frozenset({"operator", "police"}), "request_sent"),
    "request_answer": post(frozenset({"operator"}), "request_sent", kind="no_data"),
    "request_insist": post(frozenset({"police"}), "request_sent"),
    "request_outcome": post(frozenset({"police"}), "request_sent", kind="used"),
    "request_close": post(frozenset({"police"}), "request_sent"),
    "request_withdraw": post(RUNS_ROUNDS, "request_draft", reason="Không cần nữa"),
    "request_reseal": post(frozenset({"leader"}), "request_submitted"),
    "request_file": post(frozenset({"operator"}), "request_sent"),
    "package_send": post(frozenset({"operator"}), "request_sent"),
    "package_take": post(frozenset({"police"}), "package", purpose="Điều tra vụ án"),
    "package_withdraw": post(frozenset({"operator"}), "package", reason="Gửi nhầm"),
    "keys": get(WORKERS),
    "key_verify": post(frozenset({"police"}), "colleagues_key", typed_fingerprint="0"),
    "key_revoke": post(frozenset({"police"}), "own_key", reason="Mất máy"),
    "operator_key_set": post(frozenset({"operator"})),
    "operator_key_verify": post(RUNS_ROUNDS, "operator_key", typed_fingerprint="0"),
    "connections": get(ADMINISTRATORS),
    "api_key_make": get(ADMINISTRATORS),
    "api_key": get(ADMINISTRATORS, "api_key"),
    "api_key_renew": post(ADMINISTRATORS, "api_key"),
    "api_key_withdraw": post(ADMINISTRATORS, "api_key", reason="Hệ thống ngừng dùng"),
    "webhook_add": get(ADMINISTRATORS),
    "webhook": get(ADMINISTRATORS, "webhook"),
    "webhook_try": post(ADMINISTRATORS, "webhook"),
    "webhook_enable": post(ADMINISTRATORS, "webhook"),
    "webhook_withdraw": post(ADMINISTRATORS, "webhook"),
    "api_page": get(EVERYBODY | VISITOR),
    "api_schema": get(EVERYBODY | VISITOR),
    "people": get(ADMINISTRATORS),
    "person_invite": get(ADMINISTRATORS),
    "person": get(ADMINISTRATORS, "somebody"),
    "membership_give": post(ADMINISTRATORS, "somebody"),
    "person_disable": post(ADMINISTRATORS, "somebody", reason="Chuyển công tác"),
    "person_enable": post(ADMINISTRATORS, "somebody"),
    "second_factors_remove": post(ADMINISTRATORS, "somebody", reason="Mất điện thoại"),
    "membership_end": post(ADMINISTRATORS, "membership"),
    "invitation_withdraw": post(ADMINISTRATORS, "open_invitation"),
    "invitation": get(EVERYBODY | VISITOR, "no_token"),
    "set_language": post(EVERYBODY | VISITOR, language="en"),
    "cases": get(STEERING | {"police"}),
    "case_find": post(STEERING | {"police"}, exact="0501234567", purpose="Thử quyền tìm"),
    "case_open": get(WRITES_CASES),
    "case": get(STEERING | {"police"}, "given_case"),
    "case_change": get(WRITES_CASES, "case"),
    "case_code": post(WRITES_CASES, "case"),
    "case_subject_add": get(WRITES_CASES, "case"),
    "case_subject_reveal": get(WRITES_CASES | {"police"}, "given_case", "subject"),
    "case_subject_withdraw": get(WRITES_CASES, "given_case", "subject"),
    "case_evidence_add": get(WRITES_CASES, "case"),
    "case_evidence_file": get(WRITES_CASES | {"police"}, "given_case", "evidence"),
    "case_note_add": get(WRITES_CASES, "case"),
    "case_link": get(WRITES_CASES, "case"),
    "case_merge": get(WRITES_CASES, "case"),
    "case_split": get(WRITES_CASES, "case"),
    "case_hand_over": get(frozenset({"leader"}), "case"),
    "case_letter_file": get(STEERING | {"police"}, "given_case", "case_letter", "pdf"),
    "case_close": get(frozenset({"leader"}), "case"),
    "case_reopen": get(frozenset({"leader"}), "closed_case"),
    "bundles": get(STEERING | {"operator"}),
    "bundle_send": get(RUNS_ROUNDS | {"operator"}),
    "bundle": get(STEERING | {"operator"}, "bundle"),
    "bundle_take": post(RUNS_ROUNDS | {"operator"}, "bundle"),
    "bundle_discard": post(RUNS_ROUNDS | {"operator"}, "bundle"),
    "bundle_file": get(STEERING | {"operator"}, "bundle"),
    "advisories": get(WORKERS),
    "advisory": get(WORKERS, "advisory_out"),
    "advisory_version": get(STEERING, "advisory_draft", "first_version"),
    "advisory_add": get(WRITES_CASES),
    "advisory_change": get(WRITES_CASES, "advisory_draft", "first_version"),
    "advisory_check": get(WRITES_CASES, "advisory_draft", "first_version"),
    "advisory_approve": post(SIGNS_ADVISORIES, "advisory_waiting", "first_version"),
    "advisory_send_back": get(SIGNS_ADVISORIES, "advisory_waiting", "first_version"),
    "advisory_publish": post(WRITES_CASES, "advisory_ready", "first_version"),
    "advisory_correct": post(WRITES_CASES, "advisory_out", "first_version"),
    "advisory_withdraw": get(SIGNS_ADVISORIES, "advisory_out", "first_version"),
    "advisory_discard": post(WRITES_CASES, "advisory_draft", "first_version"),
    "advisory_forms": get(WORKERS, "advisory_out", "first_version"),
    "advisory_paper": get(WORKERS, "advisory_out", "first_version", "paper_form", "paper_language"),
    "public_advisory": get(EVERYBODY | VISITOR, "advisory_number"),
    "tricks": get(WORKERS),
    "trick": get(WORKERS, "trick_reviewed"),
    "trick_add": get(WRITES_CASES),
    "trick_change": get(WRITES_CASES, "trick_reviewed"),
    "trick_review": get(frozenset({"officer"}), "trick_new"),  # the only leader here has written it
    "trick_retire": post(WRITES_CASES, "trick_reviewed"),
    "without_trick": get(WRITES_CASES),
    "tie_case": post(WRITES_CASES, "case"),
    "protected_numbers": get(STEERING),
    "protected_number": get(STEERING, "number"),
    "protected_number_add": get(WRITES_CASES),
    "protected_number_change": get(WRITES_CASES, "number"),
    "protected_approvals": get(frozenset({"leader"})),
    "protected_approve": post(frozenset({"leader"})),
    "protected_number_send_back": get(frozenset({"leader"}), "waiting_number"),
    "protected_number_withdraw": get(frozenset({"leader"}), "number"),
    "protected_import": get(WRITES_CASES),
    "protected_import_confirm": post(WRITES_CASES),
    "protected_lists": get(STEERING | {"operator", "police"}),
    "protected_publish": get(frozenset({"leader"})),
    "protected_list_file": get(STEERING | {"operator", "police"}, "serial"),
    "protected_list_key": get(STEERING | {"operator", "police"}),
    "official_numbers": get(EVERYBODY | VISITOR),
    "protected_names": get(STEERING),
    "protected_name": get(STEERING, "approved_name"),
    "protected_name_add": get(WRITES_CASES),
    "protected_name_change": get(WRITES_CASES, "approved_name"),
    "names_import": get(WRITES_CASES),
    "names_import_confirm": post(WRITES_CASES),
    "names_export": get(STEERING),
    "name_approvals": get(frozenset({"leader"})),
    "name_approve": post(frozenset({"leader"})),
    "protected_name_send_back": get(frozenset({"leader"}), "waiting_name"),
    "protected_name_withdraw": get(frozenset({"leader"}), "approved_name"),
    "official_names": get(EVERYBODY | VISITOR),
    "subjects": get(STEERING),
    "subject": get(STEERING, "signal_subject"),
    "subject_reveal": get(WRITES_CASES, "signal_subject"),
    "subject_return": get(WRITES_CASES, "false_alarm"),
    "review": get(WRITES_CASES),
    "review_undo": post(WRITES_CASES),
    "groups": get(WRITES_CASES),
    "group": get(WRITES_CASES),
    "signal_note": get(WRITES_CASES),
    "allowed": get(STEERING),
    "allowed_end": post(WRITES_CASES, "allowed_row"),
    "runs": get(WRITES_CASES),
    "feed_sources": get(STEERING),
    "list_issues": get(STEERING),
    "feed_source_add": get(WRITES_CASES),
    "feed_source": get(STEERING, "feed_source"),
    "feed_source_change": get(WRITES_CASES, "feed_source"),
    "feed_source_move": post(WRITES_CASES, "feed_source", move="start"),
    "feed_source_file": get(WRITES_CASES, "feed_source"),
    "feed_pull": get(STEERING, "feed_pull"),
    "feed_pull_decide": post(WRITES_CASES, "feed_pull", move="discard"),
    "open_lists": get(EVERYBODY | VISITOR),
    "open_list_file": get(EVERYBODY | VISITOR, "list_file"),
    "open_list_delta": get(EVERYBODY | VISITOR),
    "open_list_key": get(EVERYBODY | VISITOR),
    "open_misp_file": get(EVERYBODY | VISITOR, "misp_file"),
    "taxii_discovery": get(EVERYBODY | VISITOR),
    "taxii_root": get(EVERYBODY | VISITOR),
    "taxii_collections": get(EVERYBODY | VISITOR),
    "taxii_collection": get(EVERYBODY | VISITOR, "taxii_collection"),
    "taxii_objects": get(EVERYBODY | VISITOR, "taxii_collection"),
    "taxii_manifest": get(EVERYBODY | VISITOR, "taxii_collection"),
    "taxii_object": get(EVERYBODY | VISITOR, "taxii_collection", "taxii_object"),
    "taxii_versions": get(EVERYBODY | VISITOR, "taxii_collection", "taxii_object"),
    "taxii_nothing": get(frozenset(), "taxii_rest"),
    "run": get(STEERING, "run"),
    "run_take": post(WRITES_CASES, "run"),
    "run_discard": post(WRITES_CASES, "run"),
    "channels": get(STEERING),
    "channel": get(STEERING, "channel"),
    "channel_add": get(WRITES_CASES),
    "channel_connect": get(WRITES_CASES, "channel"),
    "channel_off": post(WRITES_CASES, "channel"),
    "post_done": post(WRITES_CASES, "post_by_hand"),
    "post_again": post(WRITES_CASES, "post_failed"),
    "portal": get(EVERYBODY | VISITOR),
    "portal_check": get(EVERYBODY | VISITOR),
    "portal_report": get(EVERYBODY | VISITOR),
    "portal_follow": get(EVERYBODY | VISITOR),
    "portal_quizzes": get(EVERYBODY | VISITOR),
    "portal_quiz": get(EVERYBODY | VISITOR, "quiz"),
    "portal_told": get(EVERYBODY | VISITOR, "telling_page"),
    "portal_advisories": get(EVERYBODY | VISITOR),
    "portal_tricks": get(EVERYBODY | VISITOR),
    "portal_trick": get(EVERYBODY | VISITOR, "shown_trick"),
    "portal_feed": get(EVERYBODY | VISITOR, "feed_name"),
    "portal_cap": get(EVERYBODY | VISITOR, "advisory_number"),
    "listings": get(STEERING),
    "listing_open": get(WRITES_CASES, "listing_subject"),
    "listing_approvals": get(SIGNS_LISTINGS),
    "listing_publish": post(SIGNS_LISTINGS),
    "listing": get(STEERING, "published_listing"),
    "listing_corroborate": get(WRITES_CASES, "opened_listing"),
    "listing_propose": get(WRITES_CASES, "corroborated_listing"),
    "listing_send_back": get(SIGNS_LISTINGS, "proposed_listing"),
    "listing_renew": get(SIGNS_LISTINGS, "published_listing"),
    "listing_withdraw": get(SIGNS_LISTINGS, "published_listing"),
    "listing_drop": get(WRITES_CASES, "opened_listing"),
    "appeals_answer": get(frozenset(), "appealed_listing"),  # the only leader here has published it
    "appeal_read": get(WRITES_CASES, "appealed_listing", "appeal"),
    "blocking_propose": get(WRITES_CASES, "published_listing"),
    "blocking_letter": get(WRITES_CASES, "published_listing"),
    "blocking_outcome": get(WRITES_CASES, "proposal"),
    "blocking_recheck": get(WRITES_CASES, "blocked_proposal"),
    "blocking_pack": get(STEERING | {"police"}, "proposal", "pdf"),
    "public_listings": get(EVERYBODY | VISITOR),
    "public_listing": get(EVERYBODY | VISITOR, "published_number"),
    "public_appeal": get(EVERYBODY | VISITOR, "published_number"),
    "public_appeal_answer": get(EVERYBODY | VISITOR),
    "captures": get(STEERING),
    "capture": get(STEERING, "capture"),
    "capture_archive": get(WRITES_CASES, "capture"),
    "evidence_collect": get(WRITES_CASES, "evidence_subject"),
    "evidence_bring": get(WRITES_CASES, "evidence_subject"),
    "evidence_pack": get(WRITES_CASES, "evidence_subject"),
    "incidents": get(WORKERS),
    "incident_report": get(REPORTS_CALLS),
    "incident_figures": get(STEERING | {"operator"}),
    "incident": get(STEERING | {"operator"}, "tracing_incident"),
    "incident_reveal": get(WRITES_CASES, "tracing_incident"),
    "incident_add_report": get(WRITES_CASES, "tracing_incident"),
    "incident_attach": get(WRITES_CASES, "noted_incident"),
    "incident_ask": get(WRITES_CASES, "incident_in_case"),
    "incident_find": post(WRITES_CASES, "tracing_incident"),
    "incident_close": get(WRITES_CASES, "traced_incident"),
    "incident_dismiss": get(WRITES_CASES, "noted_incident"),
    "incident_join": get(WRITES_CASES, "noted_incident"),
    "incident_reopen": get(WRITES_CASES, "closed_incident"),
    "inspections": get(STEERING),
    "inspection_plan": get(WRITES_CASES),
    "inspection": get(STEERING, "planned"),
    "inspection_change": get(WRITES_CASES, "planned"),
    "inspection_decide": get(frozenset({"leader"}), "planned"),
    "inspection_numbers": get(WRITES_CASES, "planned"),
    "inspection_reveal": get(WRITES_CASES, "planned"),
    "inspection_judge": get(WRITES_CASES, "decided", "decided_number"),
    "inspection_hold": get(WRITES_CASES, "decided"),
    "inspection_paper": get(WRITES_CASES, "held", "minutes", "pdf"),
    "inspection_fine": get(WRITES_CASES, "held"),
    "inspection_fine_decided": get(WRITES_CASES, "concluded", "fine"),
    "inspection_fine_dropped": get(WRITES_CASES, "concluded", "fine"),
    "inspection_conclude": get(frozenset({"leader"}), "held"),
    "inspection_close": get(WRITES_CASES, "concluded"),
    "inspection_cancel": get(frozenset({"leader"}), "planned"),
}
# Routes that write at the address that they show: asked a second time, by POST.
WRITING_DOORS: dict[str, Door] = {
    "directive_import": post(frozenset({"officer", "leader", "clerk"})),
    "directive_check": post(frozenset({"officer", "leader", "clerk"}), "draft", do="save"),
    "directive_issue": post(frozenset({"leader"}), "confirmed", on="02/03/2026"),
    "result_add": post(WRITES_A, "task"),
    "round_open": post(RUNS_ROUNDS, "issued"),
    "round_calendar": post(RUNS_ROUNDS, "issued"),
    "official_report_make": post(RUNS_ROUNDS, "round"),
    "report_edit": post(WRITES_A, "report", version="0"),
    "requests_bulk": post(RUNS_ROUNDS | {"operator", "police"}),
    "request_draft": post(RUNS_ROUNDS, "department", "suspend"),
    "request_change": post(RUNS_ROUNDS, "request_draft"),
    "request_approve": post(frozenset({"leader"}), "request_submitted", digest="0"),
    "keys": post(WORKERS),
    "api_key_make": post(ADMINISTRATORS),
    "webhook_add": post(ADMINISTRATORS),
    "unit_add": post(ADMINISTRATORS),
    "unit_import": post(ADMINISTRATORS),
    "unit_change": post(ADMINISTRATORS, "unit_a"),
    "unit_end": post(ADMINISTRATORS, "unit_a"),
    "delegation_give": post(frozenset({"leader", "leader_a", "leader_b"})),
    "person_invite": post(ADMINISTRATORS),
    "case_open": post(WRITES_CASES, title="Giả danh công an", kind="Giả danh", source="other"),
    "case_change": post(WRITES_CASES, "case", title="Giả danh công an", kind="Giả danh", source="other"),
    "case_subject_add": post(WRITES_CASES, "case", kind="site", role="suspect", value="lua-dao.example"),
    "case_subject_reveal": post(WRITES_CASES | {"police"}, "given_case", "subject", purpose="Xác minh chủ thuê bao"),
    "case_subject_withdraw": post(WRITES_CASES, "given_case", "subject", reason="Ghi nhầm"),
    "case_evidence_add": post(WRITES_CASES, "case"),
    "case_note_add": post(WRITES_CASES, "case", text="Đã gọi lại"),
    "case_link": post(WRITES_CASES, "case", other="VV-2026-0002", reason="Cùng kịch bản"),
    "case_merge": post(WRITES_CASES, "case", other="VV-2026-0002", reason="Cùng kịch bản"),
    "case_split": post(WRITES_CASES, "case"),
    "case_hand_over": post(frozenset({"leader"}), "case"),
    "case_close": post(frozenset({"leader"}), "case", outcome="warned", sentence="Đã cảnh báo người dân."),
    "case_reopen": post(frozenset({"leader"}), "closed_case", reason="Có chứng cứ mới"),
    "bundle_send": post(RUNS_ROUNDS | {"operator"}),
    "protected_name_add": post(WRITES_CASES),
    "protected_name_change": post(WRITES_CASES, "approved_name"),
    "protected_name_send_back": post(frozenset({"leader"}), "waiting_name", reason="Thiếu văn bản"),
    "protected_name_withdraw": post(frozenset({"leader"}), "approved_name", reason="Không cần nữa"),
    "names_import": post(WRITES_CASES),
    "subject_reveal": post(WRITES_CASES, "signal_subject", purpose="Gọi lại người phản ánh"),
    "subject_return": post(WRITES_CASES, "false_alarm", reason="Có tín hiệu mới"),
    "review": post(WRITES_CASES, subject="0", move="skip"),
    "group": post(WRITES_CASES, group="x", move="more"),
    "signal_note": post(WRITES_CASES, text="x"),
    "runs": post(WRITES_CASES),
    "feed_source_add": post(WRITES_CASES),
    "feed_source_change": post(WRITES_CASES, "feed_source"),
    "feed_source_file": post(WRITES_CASES, "feed_source"),
    "advisory_add": post(WRITES_CASES),
    "advisory_change": post(WRITES_CASES, "advisory_draft", "first_version"),
    "advisory_check": post(WRITES_CASES, "advisory_draft", "first_version", note="Hồ sơ vụ việc"),
    "advisory_send_back": post(SIGNS_ADVISORIES, "advisory_waiting", "first_version", reason="Thiếu nguồn"),
    "advisory_withdraw": post(SIGNS_ADVISORIES, "advisory_out", "first_version", reason="Có chỗ sai"),
    "trick_add": post(WRITES_CASES),
    "trick_change": post(WRITES_CASES, "trick_reviewed"),
    "trick_review": post(frozenset({"officer"}), "trick_new", reviewers="Công an tỉnh"),
    "protected_number_add": post(WRITES_CASES),
    "protected_number_change": post(WRITES_CASES, "number"),
    "protected_number_send_back": post(frozenset({"leader"}), "waiting_number", reason="Thiếu văn bản"),
    "protected_number_withdraw": post(frozenset({"leader"}), "number", reason="Không cần nữa"),
    "protected_import": post(WRITES_CASES),
    "protected_publish": post(frozenset({"leader"}), days="30", seen="0"),
    "listing_open": post(WRITES_CASES, "listing_subject", reason="Trang giả giao diện ngân hàng."),
    "listing_corroborate": post(WRITES_CASES, "opened_listing", reason="Cán bộ đã xem bằng máy riêng."),
    "listing_propose": post(WRITES_CASES, "corroborated_listing"),
    "listing_send_back": post(SIGNS_LISTINGS, "proposed_listing", reason="Thiếu căn cứ thứ hai."),
    "listing_renew": post(SIGNS_LISTINGS, "published_listing"),
    "listing_withdraw": post(SIGNS_LISTINGS, "published_listing", reason="Trang đã về chủ mới."),
    "listing_drop": post(WRITES_CASES, "opened_listing", reason="Không đủ căn cứ để đăng."),
    "appeals_answer": post(frozenset(), "appealed_listing"),
    "appeal_read": post(WRITES_CASES, "appealed_listing", "appeal", purpose="Xem xét khiếu nại"),
    "blocking_propose": post(WRITES_CASES, "published_listing"),
    "blocking_letter": post(WRITES_CASES, "published_listing"),
    "blocking_outcome": post(WRITES_CASES, "proposal"),
    "blocking_recheck": post(WRITES_CASES, "blocked_proposal", result="gone"),
    "public_listings": post(EVERYBODY | VISITOR, q="x"),
    "public_appeal": post(EVERYBODY | VISITOR, "published_number"),
    "capture_archive": post(WRITES_CASES, "capture", purpose="Xác minh phản ánh"),
    "evidence_collect": post(WRITES_CASES, "evidence_subject", link="http://10.0.0.1/", purpose="Xác minh phản ánh"),
    "evidence_bring": post(WRITES_CASES, "evidence_subject", purpose="Xác minh phản ánh"),
    "evidence_pack": post(WRITES_CASES, "evidence_subject", purpose="Xác minh phản ánh", kind="pdf"),
    "incident_report": post(REPORTS_CALLS),
    "incident_reveal": post(WRITES_CASES, "tracing_incident", purpose="Gọi lại người phản ánh"),
    "incident_add_report": post(WRITES_CASES, "tracing_incident"),
    "incident_attach": post(WRITES_CASES, "noted_incident", case="new"),
    "incident_ask": post(WRITES_CASES, "incident_in_case"),
    "incident_close": post(WRITES_CASES, "traced_incident", outcome="at_border", sentence="Đã chặn từ quốc tế."),
    "incident_dismiss": post(WRITES_CASES, "noted_incident", sentence="Đúng là cơ quan đã gọi."),
    "incident_join": post(WRITES_CASES, "noted_incident"),
    "incident_reopen": post(WRITES_CASES, "closed_incident", reason="Có thêm phản ánh"),
    "inspection_plan": post(WRITES_CASES),
    "inspection_change": post(WRITES_CASES, "planned"),
    "inspection_decide": post(frozenset({"leader"}), "planned", decision_on="02/03/2026"),
    "inspection_numbers": post(WRITES_CASES, "planned", lines="0501234599", sign="Dấu hiệu khác"),
    "inspection_reveal": post(WRITES_CASES, "planned", purpose="Đối chiếu hồ sơ"),
    "inspection_judge": post(WRITES_CASES, "decided", "decided_number", result="dropped", measure="none"),
    "inspection_hold": post(WRITES_CASES, "decided"),
    "inspection_paper": post(WRITES_CASES, "held", "minutes", "pdf", purpose="In để ký tại chỗ"),
    "inspection_fine": post(WRITES_CASES, "held"),
    "inspection_fine_decided": post(WRITES_CASES, "concluded", "fine"),
    "inspection_fine_dropped": post(WRITES_CASES, "concluded", "fine", reason="Đã khắc phục ngay"),
    "inspection_conclude": post(frozenset({"leader"}), "held"),
    "inspection_close": post(WRITES_CASES, "concluded"),
    "inspection_cancel": post(frozenset({"leader"}), "planned", reason="Không cần nữa"),
}
# Pages of the sign-in library: they ask for no role, only whether somebody is signed in.
SIGN_IN_LIBRARY = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_login_webauthn", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_edit_webauthn",
}  # fmt: skip
OPEN_TO_VISITORS = {
    "account_login", "account_logout", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate", "mfa_login_webauthn",
}  # fmt: skip


OPEN_WITHOUT_FACTOR = {
    "second_factor_needed", "set_language", "file", "invitation", "api_page", "api_schema", "official_numbers",
    "official_names", "public_advisory",
    "public_listings", "public_listing", "public_appeal", "public_appeal_answer",
    "portal", "portal_check", "portal_report", "portal_follow", "portal_quizzes", "portal_quiz", "portal_told",
    "portal_advisories", "portal_tricks", "portal_trick", "portal_feed", "portal_cap",
    "open_lists", "open_list_file", "open_list_delta", "open_list_key", "open_misp_file",
    "taxii_discovery", "taxii_root", "taxii_collections", "taxii_collection", "taxii_objects", "taxii_manifest",
    "taxii_object", "taxii_versions", "taxii_nothing",
}  # fmt: skip


def routes() -> Iterator[str]:
    """The name of every route; a route without a name fails."""

    def walk(patterns: list[Any]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver) and str(pattern.pattern) == "api/v1/":
                # What only keys open has a table of its own: tests/office/api/test_rights.py.
                yield from ("api_page", "api_schema")
            elif isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            else:
                assert isinstance(pattern, URLPattern)
                assert pattern.name, f"{pattern.pattern} has no name"
                yield pattern.name

    return walk(get_resolver().url_patterns)


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    assert set(routes()) == set(DOORS) | SIGN_IN_LIBRARY


@dataclass
class World:
    """Things that the doors lead to, by the names that the table uses, and the people, by theirs."""

    things: dict[str, Any]
    people: dict[str, Person]


@pytest.fixture
def world(cast: Cast, directives_in_three_states: tuple[Directive, Directive, Directive]) -> World:
    """A draft, a confirmed and an issued directive, a round with a report that is written, one that is signed."""
    draft, confirmed, issued = directives_in_three_states
    people = {
        "officer": cast.lan, "leader": cast.minh, "reader": cast.dung, "administrator": cast.quan,
        "writer_a": cast.hoa, "leader_a": cast.tam, "writer_b": cast.son, "operator": cast.vy, "police": cast.khoa,
        "clerk": person("van-thu", "Vi Thị Thư", cast.department, Role.CLERK),
        "deputy_a": person("pho", "Nông Văn Phó", cast.commune_a, Role.OFFICER),
        "leader_b": person("truong-b", "Hứa Văn Trưởng", cast.commune_b, Role.LEADER),
    }  # fmt: skip
    delegation = Delegation.objects.create(
        unit=cast.commune_a, leader=cast.tam, deputy=people["deputy_a"], valid_from=TODAY,
        valid_to=TODAY + timedelta(days=9), basis="Giấy ủy quyền số 01",
    )  # fmt: skip
    task = Task.objects.get(duty__code="1.1", duty__group__directive=issued, unit=cast.commune_a)
    result, result_file = _result(cast, task)
    opened = rounds.open_round(
        directive_id=issued.pk, terms=rounds.Terms("Đợt 1", TODAY, TODAY, working_days=5),
        actor=cast.actor("lan"), now=NOW,
    )  # fmt: skip
    report, proof = _report(cast, opened)
    signed = _signed_report(cast, opened, people["leader_b"])
    made = official.make_official_report(
        round_id=opened.pk, words=official.words_for(rollup_of(opened), TODAY), actor=cast.actor("lan"), now=NOW
    )
    notice = notify(person=cast.hoa, key="k", subject="Thông báo", body="", link="", now=NOW)
    assert notice is not None
    invited = invite_person(
        email="moi@langson.example", full_name="Chu Thị Mới", unit_id=cast.commune_b.pk, role=Role.OFFICER, title="",
        actor=cast.actor("quan"), now=NOW,
    )  # fmt: skip
    things = {
        "draft": draft.pk, "confirmed": confirmed.pk, "issued": issued.pk, "unit_a": cast.commune_a.pk,
        "letter": "nguon", "task": task.pk, "result": result.pk, "result_file": result_file.pk, "round": opened.pk,
        "official": made.pk, "docx": "docx", "csv": "csv", "report": report.pk, "signed_report": signed.pk,
        "proof_file": proof.pk, "notice": notice.pk, "delegation": delegation.pk, "somebody": cast.son.pk,
        "membership": Membership.objects.get(person=cast.son).pk, "no_ticket": "x", "no_session": 0, "no_token": "x",
        "open_invitation": invited.pk, "pdf": "pdf",
    }  # fmt: skip
    things |= {"quiz": "ngan-hang", "telling_page": "mat-tien", "feed_name": "canh-bao.rss"}
    things |= _cases(cast)
    things |= _connections(cast)
    things |= _protected(cast)
    things |= names_of_the_world(cast) | signals_of_the_world(cast)
    things |= evidence_of_the_world(cast) | feeds_of_the_world(cast)
    things |= incidents_of_the_world(cast)
    things |= listings_of_the_world(cast) | advisories_of_the_world(cast)
    things["shown_trick"] = Trick.objects.get(pk=things["trick_reviewed"]).key
    things |= channels_of_the_world(cast)
    things |= _inspections(cast) | {"bundle": _bundle(cast, proof)}
    return World(things | requests_of_the_world(cast, proof), people)


def _connections(cast: Cast) -> dict[str, Any]:
    """A key and a webhook of the Department."""
    quan, unit_id = cast.actor("quan"), cast.department.pk
    wanted = KeyWanted("Hệ thống của Sở", ("figures:read",), TODAY)
    key = make_api_key(unit_id=unit_id, wanted=wanted, actor=quan, now=NOW).key
    url = "https://nhan-tin.so.example/"
    hook = add_webhook(unit_id=unit_id, url=url, kinds=["request.answered"], actor=quan, now=NOW).webhook
    return {"api_key": key.pk, "webhook": hook.pk}


def _cases(cast: Cast) -> dict[str, Any]:
    """An open case, one handed over to the police of the cast, one closed."""
    lan, minh, said = cast.actor("lan"), cast.actor("minh"), CaseFacts("Giả danh công an", "Giả danh công an")
    case, given, closed = (open_case(unit=cast.department, facts=said, actor=lan, now=NOW) for _ in range(3))
    subject = add_subject(case_id=given.pk, kind="number", value="0501234567", role="suspect", actor=lan, now=NOW)
    evidence = add_evidence(
        case_id=given.pk, facts=EvidenceFacts("Ảnh chụp", TODAY), upload=BytesIO(pdf_bytes()), name="a.pdf",
        actor=lan, now=NOW,
    )  # fmt: skip
    letter = hand_over_case(case_id=given.pk, to_unit_id=cast.police.pk, actor=minh, now=NOW)
    close_case(case_id=closed.pk, outcome="warned", sentence="Đã cảnh báo người dân.", actor=minh, now=NOW)
    return {
        "case": case.pk, "given_case": given.pk, "closed_case": closed.pk, "subject": subject.pk,
        "evidence": evidence.pk, "case_letter": letter.pk,
    }  # fmt: skip


def _protected(cast: Cast) -> dict[str, Any]:
    """A protected number that was approved and published, and one that waits."""
    number, waiting = protected.approved(cast), protected.added(cast, first="113")
    return {"number": number.pk, "waiting_number": waiting.pk, "serial": protected.published(cast).serial}


def _bundle(cast: Cast, file: StoredFile) -> int:
    """A bundle of the operator that was taken in."""
    counts = dict.fromkeys(("rows", "rejected_rows", "active_rows", "complete_rows", "hidden_below"), 3)
    lists: dict[str, list[Any]] = {name: [] for name in ("inputs", "rules", "bands", "communes", "points", "months")}
    return Bundle.objects.create(
        unit=cast.operator, state="taken", sha256="0" * 64, run_id="0" * 16, as_of=TODAY, since=TODAY, until=TODAY,
        made_at=NOW, body={**counts, **lists, "cleanup": None}, file=file, sent_by=cast.vy, sent_at=NOW,
        taken_by=cast.vy, taken_at=NOW,
    ).pk  # fmt: skip


def _inspections(cast: Cast) -> dict[str, Any]:
    """An inspection in each state in which something is done with it."""
    first, second, third, fourth = planned(cast), decided(cast), held(cast), held(cast)
    fine = propose_fine(
        inspection_id=fourth.pk, act="subscriber_information", act_on=TODAY, numbers=1, amount=500_000,
        basis="Nghị định 15/2020/NĐ-CP", actor=cast.actor("lan"), now=NOW,
    )  # fmt: skip
    conclude(
        inspection_id=fourth.pk, conclusion="Hai thuê bao không đúng quy định.",
        follow_up_on=TODAY + timedelta(days=30), actor=cast.actor("minh"), now=NOW,
    )  # fmt: skip
    return {
        "planned": first.pk, "decided": second.pk, "decided_number": second.numbers.all()[0].pk, "held": third.pk,
        "concluded": fourth.pk, "fine": fine.pk, "minutes": "bien-ban",
    }  # fmt: skip


def _result(cast: Cast, task: Task) -> tuple[Result, StoredFile]:
    done = Done(done_on=TODAY, text="Phát thanh cảnh báo")
    uploads = [("minh-chung.pdf", BytesIO(pdf_bytes()))]
    result = add_result(task_id=task.pk, done=done, uploads=uploads, actor=cast.actor("hoa"), now=NOW)
    return result, result.files.get()


def _report(cast: Cast, opened: Round) -> tuple[UnitReport, StoredFile]:
    report = opened.reports.get(unit=cast.commune_a)
    upload = BytesIO(pdf_bytes(2))
    proof = drafts.add_proof(report_id=report.pk, upload=upload, name="bao-cao.pdf", actor=cast.actor("hoa"), now=NOW)
    extensions.ask_extension(
        report_id=report.pk, working_days=2, reason="Cần thêm thời gian", actor=cast.actor("hoa"), now=NOW
    )
    return report, proof


def _signed_report(cast: Cast, opened: Round, leader: Person) -> UnitReport:
    report = opened.reports.get(unit=cast.commune_b)
    drafts.save_report(
        report_id=report.pk, version=0, draft=drafts.Draft(nothing_to_report=True), actor=cast.actor("son"), now=NOW
    )
    drafts.send_to_sign(report_id=report.pk, actor=cast.actor("son"), now=NOW)
    report.refresh_from_db()
    signer = actor_for(leader, now=NOW, second_factor=True)
    signing.sign_report(report_id=report.pk, seen_digest=digest_of(report), actor=signer, now=NOW)
    return report


def test_exactly_those_come_through_each_door_who_may(world: World, sign_in: Callable[..., Client]) -> None:
    browsers = {name: sign_in(somebody) for name, somebody in world.people.items()}
    browsers["visitor"] = Client(HTTP_HOST="localhost")
    wrong = []
    for route, door in [*DOORS.items(), *WRITING_DOORS.items()]:
        address = reverse(route, args=[world.things[name] for name in door.arguments])
        through = {name for name, browser in browsers.items() if _comes_through(browser, door, address)}
        if through != door.through:
            more, less = sorted(through - door.through), sorted(door.through - through)
            wrong.append(f"{door.method} {route}: too many {more}, missing {less}")
    assert not wrong, "\n".join(wrong)


def _comes_through(browser: Client, door: Door, address: str) -> bool:
    with transaction.atomic():
        answer = getattr(browser, door.method)(address, door.data or {})
        transaction.set_rollback(True)
    if answer.status_code in (403, 404):
        return False
    if answer.status_code == 302 and answer["Location"].startswith(reverse("account_login")):
        return False
    assert answer.status_code in (200, 302, 409, 422), (address, answer.status_code)
    return True


@pytest.mark.parametrize("route", sorted(SIGN_IN_LIBRARY - OPEN_TO_VISITORS))
def test_the_sign_in_library_shows_nothing_of_an_account_to_visitors(client: Client, db: None, route: str) -> None:
    address = reverse(route, args=[1] if route in ("mfa_remove_webauthn", "mfa_edit_webauthn") else [])
    answer = client.get(address, headers={"host": "localhost"})
    assert answer.status_code in (302, 401, 403, 404, 405)
    if answer.status_code == 302:
        assert reverse("account_login") in answer["Location"]


def test_a_session_without_second_factor_opens_no_door_to_whoever_signs_or_administers(
    world: World, sign_in: Callable[..., Client]
) -> None:
    for name in ("leader", "administrator", "leader_a", "deputy_a"):
        browser = sign_in(world.people[name], second_factor=False)
        for route, door in DOORS.items():
            if route in OPEN_WITHOUT_FACTOR:
                continue
            address = reverse(route, args=[world.things[one] for one in door.arguments])
            with transaction.atomic():
                answer = getattr(browser, door.method)(address, door.data or {})
                transaction.set_rollback(True)
            assert answer.status_code == 302, (name, route)
            assert answer["Location"] == reverse("second_factor_needed"), (name, route)


@pytest.fixture
def directives_in_three_states(cast: Cast) -> Iterator[tuple[Directive, Directive, Directive]]:
    """The real directive three times: to be checked, to be issued, and issued."""
    made = []
    for number in ("1", "2", "3"):
        draft = import_directive(
            unit=cast.department, upload=BytesIO(REAL.read_bytes()), name=REAL.name, actor=cast.actor("lan"), now=NOW
        )
        content = replace(content_of(draft), number=number, blanks_as_given=True)
        correct_directive(directive_id=draft.pk, content=content, actor=cast.actor("lan"), now=NOW)
        made.append(draft)
    for one in made[1:]:
        confirm_directive(directive_id=one.pk, actor=cast.actor("lan"), now=NOW)
    issue_directive(directive_id=made[2].pk, on=TODAY, actor=cast.actor("minh"), now=NOW)
    with time_machine.travel(NOW, tick=False):
        assert timezone.localdate() == TODAY
        yield made[0], made[1], made[2]
