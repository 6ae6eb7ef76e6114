"""The export for an inspector: the whole trail, every signed head and the public key in one ZIP file."""

import json
import zipfile
from datetime import datetime
from importlib.resources import files
from typing import IO

from django.conf import settings
from django.db import transaction

from lachan.office.trail import chain
from lachan.office.trail.events import Event
from lachan.office.trail.heads import PUBLIC_KEY, head_now, public_key
from lachan.office.trail.models import Entry, Head
from lachan.office.trail.record import record
from lachan.office.trail.verify import Progress

README = """LÁ CHẮN – BẢN KẾT XUẤT NHẬT KÝ
Kiểm tra:  python3 check_trail.py {name}   (Python 3.9 trở lên, không cần cài thêm gì, không cần mạng)

trail.jsonl      mỗi dòng một việc đã ghi, theo thứ tự
head.json        dấu chốt ký khi kết xuất; heads/ là dấu chốt từng ngày
public-key.pem   khóa công khai để kiểm chữ ký: hãy so với khóa đã nhận từ trước
check_trail.py   chương trình kiểm tra: nên lấy từ mã nguồn đã công bố, đừng chỉ tin bản đi kèm

Chương trình chứng minh được: không dòng nào bị sửa, xóa, chèn hay đổi chỗ kể từ khi các dấu chốt được ký.
Không chứng minh được: điều ghi trong nhật ký là đúng sự thật; người giữ khóa ký không viết lại lịch sử. Với điều sau,
hãy so với dấu chốt đã in hoặc sao ra nơi khác từ trước: python3 check_trail.py {name} --head 2026-03-02.json
Tệp này chứa tên người và tên văn bản: chỉ giao cho người có thẩm quyền.

LÁ CHẮN – EXPORT OF THE TRAIL
Check it:  python3 check_trail.py {name}   (Python 3.9 or later, nothing to install, no network)
The checker proves that no row was changed, removed, inserted or moved since the heads were signed. It does not prove
that what the rows say is true, nor that the holder of the signing key did not rewrite history: for that, compare heads
that were printed or copied elsewhere before (--head), and the public key that you got before (--public-key).
This file holds names of people and papers: hand it to those entitled to it only.
"""


def export_trail(
    out: IO[bytes], *, name: str, purpose: str, now: datetime, by: object = None, progress: Progress | None = None
) -> int:
    """Write the ZIP to `out`; answers how many rows are in it. The export is itself the last row of what it holds.

    Rows are written as they are stored, also when they were tampered with.
    """
    with transaction.atomic():
        end = Head.objects.filter(id=1).first() or Head(id=1)
        last = record(Event.EXPORT_MADE, on=end, by=by, at=now, purpose=purpose, after="", facts={"file": name[:100]})
    head = head_now(now)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("DOC-TRUOC.txt", README.format(name=name))
        archive.writestr(PUBLIC_KEY, public_key())
        archive.writestr("check_trail.py", files(__package__).joinpath("check_trail.py").read_bytes())
        if head is not None:
            archive.writestr("head.json", head.as_json())
        for path in sorted(settings.TRAIL_HEADS.glob("[0-9]*.json")):
            archive.writestr(f"heads/{path.name}", path.read_bytes())
        with archive.open("trail.jsonl", "w", force_zip64=True) as member:
            return _write_rows(member, head.number if head else last.number, progress)


def _write_rows(out: IO[bytes], up_to: int, progress: Progress | None) -> int:
    written = 0
    for row in Entry.objects.filter(number__lte=up_to).order_by("number").values(*chain.BOUND).iterator(1000):
        line = json.dumps({**row, "at": chain.moment(row["at"])}, ensure_ascii=False, separators=(",", ":"))
        out.write(line.encode() + b"\n")
        written += 1
        if progress is not None and (written % 1000 == 0 or written == up_to):
            progress(written, max(up_to, written))
    return written
