"""What the states of tricks and of versions allow: tables, from which the documentation draws its pictures."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.models import AdvisoryVersion, Trick, TrickState, VersionState
from lachan.office.refusals import NotNow

V = VersionState
T = TrickState


class TrickMove(StrEnum):
    """Everything that can be done with an entry of the catalogue."""

    CHANGE = "change"
    REVIEW = "review"
    RETIRE = "retire"


class VersionMove(StrEnum):
    """Everything that can be done with a version of an advisory."""

    CHANGE = "change"
    CHECK = "check"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    DISCARD = "discard"


# (state, move) -> the state after it. What is missing is not allowed. Whatever changes must be reviewed anew.
TRICK_MOVES: dict[tuple[str, TrickMove], TrickState] = {
    (T.PROPOSED, TrickMove.CHANGE): T.PROPOSED,
    (T.PROPOSED, TrickMove.REVIEW): T.REVIEWED,
    (T.PROPOSED, TrickMove.RETIRE): T.RETIRED,
    (T.REVIEWED, TrickMove.CHANGE): T.PROPOSED,
    (T.REVIEWED, TrickMove.RETIRE): T.RETIRED,
    (T.RETIRED, TrickMove.CHANGE): T.PROPOSED,
}
TRICK_OWNER: dict[str, Promise | None] = {
    T.PROPOSED: _("Người của Sở không phải người viết"),
    T.REVIEWED: _("Chuyên viên của Sở"),
    T.RETIRED: None,
}
TRICK_NEXT_STEP: dict[str, Promise] = {
    T.PROPOSED: _("Người khác đối chiếu nguồn và rà soát"),
    T.REVIEWED: _("Soạn cảnh báo khi cần; sửa khi có biến thể mới"),
    T.RETIRED: _("Sửa để dùng lại"),
}
VERSION_MOVES: dict[tuple[str, VersionMove], VersionState] = {
    (V.DRAFT, VersionMove.CHANGE): V.DRAFT,
    (V.DRAFT, VersionMove.CHECK): V.CHECKED,
    (V.DRAFT, VersionMove.DISCARD): V.DISCARDED,
    (V.CHECKED, VersionMove.CHANGE): V.DRAFT,
    (V.CHECKED, VersionMove.APPROVE): V.APPROVED,
    (V.CHECKED, VersionMove.SEND_BACK): V.DRAFT,
    (V.CHECKED, VersionMove.DISCARD): V.DISCARDED,
    (V.APPROVED, VersionMove.CHANGE): V.DRAFT,
    (V.APPROVED, VersionMove.SEND_BACK): V.DRAFT,
    (V.APPROVED, VersionMove.PUBLISH): V.PUBLISHED,
    (V.APPROVED, VersionMove.DISCARD): V.DISCARDED,
    (V.PUBLISHED, VersionMove.REPLACE): V.CORRECTED,
    (V.PUBLISHED, VersionMove.WITHDRAW): V.WITHDRAWN,
    (V.PUBLISHED, VersionMove.EXPIRE): V.EXPIRED,
}

# Who has to act for it to go on: every state has one owner, the end states nobody.
VERSION_OWNER: dict[str, Promise | None] = {
    V.DRAFT: _("Chuyên viên của Sở"),
    V.CHECKED: _("Lãnh đạo Sở"),
    V.APPROVED: _("Chuyên viên của Sở"),
    V.PUBLISHED: _("Chuyên viên của Sở"),
    V.CORRECTED: None,
    V.WITHDRAWN: None,
    V.EXPIRED: None,
    V.DISCARDED: None,
}
VERSION_NEXT_STEP: dict[str, Promise] = {
    V.DRAFT: _("Sửa theo gợi ý, đối chiếu nguồn rồi ghi đã kiểm tra nội dung"),
    V.CHECKED: _("Lãnh đạo không phải người viết xem và phê duyệt"),
    V.APPROVED: _("Công bố"),
    V.PUBLISHED: _("Đưa đến các kênh; sửa, rút hoặc gia hạn khi cần"),
    V.CORRECTED: _("Xem bản mới hơn"),
    V.WITHDRAWN: _("Không dùng bản này nữa"),
    V.EXPIRED: _("Không dùng bản này nữa"),
    V.DISCARDED: _("Không dùng bản này nữa"),
}


def trick_allowed(trick: Trick, move: TrickMove) -> bool:
    """Whether the state allows the move."""
    return (trick.state, move) in TRICK_MOVES


def trick_after(trick: Trick, move: TrickMove) -> TrickState:
    """The state after the move; `NotNow` names the state when it is not allowed."""
    if not trick_allowed(trick, move):
        raise _not_now(str(trick), str(trick.get_state_display()))
    return TRICK_MOVES[(trick.state, move)]


def allowed(version: AdvisoryVersion, move: VersionMove) -> bool:
    """Whether the state allows the move."""
    return (version.state, move) in VERSION_MOVES


def state_after(version: AdvisoryVersion, move: VersionMove) -> VersionState:
    """The state after the move; `NotNow` names the state when it is not allowed."""
    if not allowed(version, move):
        raise _not_now(str(version), str(version.get_state_display()))
    return VERSION_MOVES[(version.state, move)]


def _not_now(name: str, state: str) -> NotNow:
    return NotNow(
        "not_in_this_state",
        _("“%(name)s” đang ở trạng thái “%(state)s” nên không làm được việc này.") % {"name": name, "state": state},
    )
