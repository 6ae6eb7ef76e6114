"""Who changed a password or a second factor reads of it; so does whoever did not."""

import pytest
from django.utils import timezone

from lachan.office.notices.models import Notice
from tests.office.people.door import enter, give_totp, visitor
from tests.office.people.test_sign_in import add_app
from tests.people import PASSWORD, Cast

NEW = "mot-cau-moi-rat-dai-77"


def subjects(cast: Cast) -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("subject", flat=True))


def test_a_changed_password_is_told(cast: Cast) -> None:
    browser = enter(visitor(), cast.hoa)
    browser.post("/tai-khoan/mat-khau/doi/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    notice = Notice.objects.get()
    assert (notice.person, notice.subject) == (cast.hoa, "Mật khẩu của tài khoản đã được đổi")
    assert notice.created_at <= timezone.now()
    assert NEW not in notice.body


@pytest.mark.django_db(transaction=True)
def test_a_new_app_is_told_once_although_recovery_codes_come_with_it(cast: Cast) -> None:
    add_app(enter(visitor(), cast.minh))
    assert subjects(cast) == ["Yếu tố thứ hai của tài khoản đã thay đổi"]


def test_a_removed_app_is_told(cast: Cast) -> None:
    give_totp(cast.minh)
    browser = enter(visitor(), cast.minh)
    off = "/tai-khoan/hai-lop/ung-dung/bo/"
    browser.post(browser.get(off).headers["Location"], {"password": PASSWORD, "next": off})
    browser.post(off)
    assert subjects(cast) == ["Yếu tố thứ hai của tài khoản đã thay đổi"]
