"""What the state of a listing allows: a table, from which the documentation draws its picture."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lachan.office.listings.models import Listing, ListingState
from lachan.office.refusals import NotNow

S = ListingState


class ListingMove(StrEnum):
    """Everything that can happen to a listing."""

    CORROBORATE = "corroborate"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    RENEW = "renew"
    APPEAL = "appeal"
    KEEP = "keep"
    UPHOLD = "uphold"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    DROP = "drop"
    ASK_BLOCKING = "ask_blocking"


M = ListingMove
# (state, move) -> the state after it. What is missing is not allowed. Whatever is proposed anew is in force no more.
LISTING_MOVES: dict[tuple[str, ListingMove], ListingState] = {
    (S.REPORTED, M.CORROBORATE): S.CORROBORATED,
    (S.REPORTED, M.DROP): S.DROPPED,
    (S.CORROBORATED, M.CORROBORATE): S.CORROBORATED,  # one more ground
    (S.CORROBORATED, M.PROPOSE): S.REVIEWED,
    (S.CORROBORATED, M.WITHDRAW): S.WITHDRAWN,  # of what was public before it was changed and sent back
    (S.CORROBORATED, M.DROP): S.DROPPED,
    (S.REVIEWED, M.PROPOSE): S.REVIEWED,
    (S.REVIEWED, M.SEND_BACK): S.CORROBORATED,
    (S.REVIEWED, M.PUBLISH): S.PUBLISHED,
    (S.REVIEWED, M.WITHDRAW): S.WITHDRAWN,
    (S.REVIEWED, M.DROP): S.DROPPED,
    (S.PUBLISHED, M.PROPOSE): S.REVIEWED,
    (S.PUBLISHED, M.RENEW): S.PUBLISHED,
    (S.PUBLISHED, M.APPEAL): S.APPEALED,
    (S.PUBLISHED, M.ASK_BLOCKING): S.PUBLISHED,
    (S.PUBLISHED, M.EXPIRE): S.EXPIRED,
    (S.PUBLISHED, M.WITHDRAW): S.WITHDRAWN,
    (S.APPEALED, M.APPEAL): S.APPEALED,  # nobody's appeal keeps another's out
    (S.APPEALED, M.KEEP): S.KEPT,
    (S.APPEALED, M.UPHOLD): S.WITHDRAWN,
    (S.KEPT, M.PROPOSE): S.REVIEWED,
    (S.KEPT, M.RENEW): S.KEPT,
    (S.KEPT, M.APPEAL): S.APPEALED,
    (S.KEPT, M.ASK_BLOCKING): S.KEPT,
    (S.KEPT, M.EXPIRE): S.EXPIRED,
    (S.KEPT, M.WITHDRAW): S.WITHDRAWN,
}

# Who has to act for it to go on: every state has one owner, the end states nobody.
LISTING_OWNER: dict[str, Promise | None] = {
    S.REPORTED: _("Chuyên viên của Sở"),
    S.CORROBORATED: _("Chuyên viên của Sở"),
    S.REVIEWED: _("Lãnh đạo Sở"),
    S.PUBLISHED: _("Chuyên viên của Sở"),
    S.APPEALED: _("Lãnh đạo Sở, người không thẩm định, không duyệt đăng mục này"),
    S.KEPT: _("Chuyên viên của Sở"),
    S.EXPIRED: None,
    S.WITHDRAWN: None,
    S.DROPPED: None,
}
LISTING_NEXT_STEP: dict[str, Promise] = {
    S.REPORTED: _("Tìm căn cứ thứ hai, độc lập với phản ánh đầu"),
    S.CORROBORATED: _("Thẩm định: thủ đoạn, mức chắc chắn, lý do công khai; rồi trình duyệt"),
    S.REVIEWED: _("Lãnh đạo không phải người thẩm định xem đúng nội dung sẽ đăng và duyệt"),
    S.PUBLISHED: _("Đề nghị ngăn chặn; gia hạn hoặc để hết hạn"),
    S.APPEALED: _("Xem xét và trả lời khiếu nại trước hạn"),
    S.KEPT: _("Đề nghị ngăn chặn; gia hạn hoặc để hết hạn"),
    S.EXPIRED: _("Không còn cảnh báo; có dấu hiệu mới thì mở mục mới"),
    S.WITHDRAWN: _("Không còn cảnh báo; các danh sách chặn đã bỏ mục này"),
    S.DROPPED: _("Không đăng; chưa ai bên ngoài thấy"),
}


def allowed(listing: Listing, move: ListingMove) -> bool:
    """Whether the state allows the move. What was never public is dropped, what was is withdrawn."""
    if move is M.DROP and listing.published_at is not None:
        return False
    if move is M.WITHDRAW and listing.published_at is None:
        return False
    return (listing.state, move) in LISTING_MOVES


def state_after(listing: Listing, move: ListingMove) -> ListingState:
    """The state after the move; `NotNow` with a sentence that names the state when it is not allowed."""
    if not allowed(listing, move):
        raise NotNow(
            "not_in_this_state",
            _("Mục %(number)s đang ở trạng thái “%(state)s” nên không làm được việc này.")
            % {"number": listing.number, "state": listing.get_state_display()},
        )
    return LISTING_MOVES[(listing.state, move)]
