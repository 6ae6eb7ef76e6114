"""What people write is read: numbers, sites, accounts in any dress, each under one key, shown so that nothing links."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lachan.readers.subjects import (
    LONGEST,
    MOST,
    WARNINGS,
    AskedKind,
    AskedWarning,
    keys_of_host,
    message_key,
    read_subjects,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("O9l2.345.678", "+84912345678"), ("+84 (0)912 345 678 gọi mình", "+84912345678"),
        ("０９１２３４５６７８", "+84912345678"), ("0️⃣9️⃣1️⃣2️⃣345678", "+84912345678"), ("tel:0912-345-678", "+84912345678"),
        ("Gọi ngay: 0912 345 678!", "+84912345678"), ("912345678", "+84912345678"), ("0169 345 6789", "+84393456789"),
        ("1900 1234", "+8419001234"), ("113", "113"), ("so 0205 3812 345 nhé", "+842053812345"),
        ("http://vcb-evil.top/login?x=1", "vcb-evil.top"), ("hxxps://www.vcb-evil[.]top", "vcb-evil.top"),
        ("vào trang vcb-evil . top nhé", "vcb-evil.top"), ("evil .com di", "evil.com"), ("evil chấm com", "evil.com"),
        ("https:// vcb-online .com/dn", "vcb-online.com"), ("EVIL.COM.VN:8080/x", "evil.com.vn"),
        ("evil。com", "evil.com"),
        ("http://1@2", "0.0.0.2"), ("http://vietcombank.com.vn@evil.top/x", "evil.top"), ("103.2.3.4", "103.2.3.4"),
        ("http://[2001:db8::1]/x", "2001:db8::1"), ("xn--vietcombnk-x1a.com", "xn--vietcombnk-x1a.com"),
        ("vietcọmbank.com", "xn--vietcmbank-cx3e.com"), ("\u202emoc.live", "moc.live"), ("e\u200bvil.com", "evil.com"),
        ("https://www.facebook.com/profile.php?id=100012345678&x=1", "facebook:100012345678"),
        ("m.facebook.com/people/Ten-Ai-Do/100012345678/", "facebook:100012345678"),
        ("fb.com/Nguyen.Vi.Du/posts/1", "facebook:nguyenvidu"), ("m.me/nguyenvidu", "facebook:nguyenvidu"),
        ("facebook.com/groups/123456/posts/9", "facebook:groups/123456"), ("zalo.me/0912345678", "zalo:+84912345678"),
        ("https://zalo.me/g/abcxyz123", "zalo:g/abcxyz123"),
        ("zalo.me/1234567890123456789", "zalo:oa/1234567890123456789"),
        ("tiktok.com/@vi.du_1/video/7", "tiktok:vi.du_1"), ("vt.tiktok.com/ZSabc/", "tiktok:t/ZSabc"),
        ("t.me/s/kiemtien88", "telegram:kiemtien88"), ("https://t.me/+AbCdEf_1", "telegram:+AbCdEf_1"),
        ("tg://resolve?domain=KiemTien88", "telegram:kiemtien88"), ("Telegram: @Viec_Nhe", "telegram:viec_nhe"),
        ("youtube.com/@ViDu", "youtube:@vidu"), ("youtu.be/dQw4w9WgXcQ?t=1", "youtube:video/dQw4w9WgXcQ"),
        ("https://sites.google.com/view/vi-du/home", "google-sites:vi-du"), ("bit.ly/3xYz", "short:bit.ly/3xYz"),
    ],
)  # fmt: skip
def test_one_thing_has_one_key_however_it_is_written(text: str, key: str) -> None:
    assert [one.key for one in read_subjects(text)] == [key]


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "😀😀", "mua ở đây. Shop gửi ngay. link ở dưới", "chuyển 912.345.678 đ", "abc@gmail.com",
        "mailto:a@b.com", "anh ơi.em về", "ngày 25.11.2026 lúc 14.30", "CCCD 020099001234", "app.apk",
        "số 1.000.000.000",
        "mã OTP 482913 của bạn", "giá 0.5tr",
    ],
)  # fmt: skip
def test_what_names_nothing_gives_nothing(text: str) -> None:
    assert read_subjects(text) == ()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("data:text/html;base64,PHNjcmlwdD4=", AskedWarning.DATA_LINK), ("file:///C:/x.html", AskedWarning.FILE_LINK),
        ("javascript:alert(1)", AskedWarning.SCRIPT_LINK), ("intent://x#Intent;end", AskedWarning.SCRIPT_LINK),
        ("http://.", AskedWarning.NOT_A_NAME), ("http://" + "a" * 300 + ".com", AskedWarning.NOT_A_NAME),
    ],
)  # fmt: skip
def test_a_link_to_no_site_is_refused_with_its_reason(text: str, warning: AskedWarning) -> None:
    (one,) = read_subjects(text)
    assert (one.kind, one.key, one.warnings) == (AskedKind.UNREADABLE, "", (warning,))


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("O9l2345678", "letters_for_digits"), ("evil[.]top", "taken_apart"), ("http://a.vn@evil.top", "user"),
        ("http://192.168.1.1", "local"), ("http://103.2.3.4", "ip"), ("раураl.com", "mixed_scripts"),
        ("\u202emoc.live", "bidi"), ("ev\u200bil.com", "invisible"), ("bit.ly/3xYz", "shortened"),
        ("youtu.be/dQw4w9WgXcQ", "passing"), ("vietcọmbank.com", "punycode"),
    ],
)  # fmt: skip
def test_what_misleads_in_the_writing_is_told(text: str, warning: str) -> None:
    assert warning in {str(one) for one in read_subjects(text)[0].warnings}


def test_every_warning_has_its_sentence() -> None:
    assert set(WARNINGS) == set(AskedWarning)


def test_several_in_one_message_are_told_once_each_links_first() -> None:
    text = "Gọi 0912.345.678 hoặc 0987654321, trang evil.top, http://www.evil.top/x, t.me/viec_nhe, lại 0912345678"
    assert [one.key for one in read_subjects(text)] == [
        "evil.top", "telegram:viec_nhe", "+84912345678", "+84987654321",
    ]  # fmt: skip


def test_keys_lead_from_the_host_up_to_what_somebody_registered() -> None:
    assert keys_of_host("a.b.evil.com.vn") == ("a.b.evil.com.vn", "b.evil.com.vn", "evil.com.vn")
    assert keys_of_host("a.b.weebly.com") == ("a.b.weebly.com", "b.weebly.com")
    assert keys_of_host("weebly.com") == ("weebly.com",)


def test_a_message_has_one_key_however_its_blanks_fall() -> None:
    assert message_key(" a  b\nc ") == message_key("a b c") != message_key("a b d")


@pytest.mark.parametrize(
    "text",
    [
        "0 " * 10_000, "a." * 10_000, "(" * LONGEST, "http://" * 3_000, "O0l1" * 5_000, "a . com " * 2_500,
        "[.]" * 7_000, "@" * LONGEST, "1.2.3." * 3_400, "tele @" * 3_400, "-" * LONGEST, "a-" * 10_000 + ".com",
    ],
)  # fmt: skip
def test_the_longest_texts_are_read_in_a_moment(text: str) -> None:
    begun = time.process_time()
    assert len(read_subjects(text * 2)) <= MOST
    assert time.process_time() - begun < 3


PIECES = st.sampled_from(
    ["0912345678", "evil.top", "http://", "[.]", " . ", "@", "\u202e", "\u200b", "😀", "hxxp://a.b", "t.me/", "data:",
     "xn--", "фейк.com", "://", "%00", "<script>", "zalo.me/", "(0)", "+84", "\n", "gọi ", "１２３", "[2001:db8::1]",
     "a" * 70]
)  # fmt: skip


@example("https://t.me/+84.0")
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=8).map("".join)))
def test_any_text_is_read_and_nothing_shown_links_hides_or_breaks_a_line(text: str) -> None:
    for one in read_subjects(text):
        assert one.shown.isprintable()
        assert len(one.shown) <= 200
        assert "://" not in one.shown or one.kind is AskedKind.UNREADABLE
        assert not re.search(r"\w\.\w", one.shown)
        assert bool(one.key) is (one.kind is not AskedKind.UNREADABLE)
        assert one.keys[:1] == ((one.key,) if one.key else ())


@given(st.from_regex(r"0(3[2-9]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}", fullmatch=True), st.data())
def test_marks_between_digits_and_letters_for_them_never_change_the_number(number: str, data: st.DataObject) -> None:
    swapped = "".join({"0": "O", "1": "l"}.get(one, one) if data.draw(st.booleans()) else one for one in number)
    marks = [data.draw(st.sampled_from(["", "", "", " ", ".", "-", "·"])) for _ in swapped]
    written = "".join(f"{one}{mark}" for one, mark in zip(swapped, marks, strict=True)).rstrip(" .-·")
    letters = sum(one.isalpha() for one in written)
    found = [one.key for one in read_subjects(f"gọi số: {written}")]
    assert found == [f"+84{number[1:]}"] or letters > 5


@given(st.from_regex(r"[a-z][a-z0-9]{3,12}\.(top|com|vn|xyz)", fullmatch=True))
def test_a_site_keeps_its_key_through_every_disguise(host: str) -> None:
    name, _, ending = host.rpartition(".")
    ways = (host, f"http://{host}/a?b", f"hxxps://www.{name}[.]{ending}", f"{name} .{ending}", f"{host.upper()}")
    assert {one.key for way in ways for one in read_subjects(way)} == {host}
