"""A page on this machine that shows what the screen does: counters, alarms, the last decisions; and the figures for
Prometheus. It refreshes itself, needs no JavaScript, and listens on loopback addresses alone.
"""

import json
import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from lachan.readers.canonical import ZONE
from lachan.screening.counters import DECISIONS, EVENTS, HITS, Labels, read_counters
from lachan.screening.rules import BY_ID
from lachan.screening.run_folder import COUNTERS
from lachan.screening.supervisor import Supervisor
from lachan.screening.verdict import REASONS
from lachan.vietnam.wording import Wording

REFRESH_SECONDS = 2
TAIL_BYTES = 60_000
SHOWN = 40
ACTIONS: Final[Mapping[str, Wording]] = {
    "allow": Wording("cho qua", "allowed"),
    "watch": Wording("theo dõi", "watched"),
    "label": Wording("gắn nhãn", "labelled"),
    "reject": Wording("từ chối", "rejected"),
}
EVENT_WORDS: Final[Mapping[str, Wording]] = {
    "failed": Wording("cuộc gọi không sàng lọc được", "calls that could not be judged"),
    "not_taken": Wording("lần không nhận được tệp mới", "new files that a worker could not take"),
    "taken": Wording("lần nhận tệp mới", "new files taken by a worker"),
    "log_dropped": Wording("dòng nhật ký không ghi được", "lines of the log that could not be written"),
    "counters_full": Wording("lần đếm không còn chỗ", "counts without a place"),
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_STYLE = """
:root { color-scheme: light dark; --quiet: #595959; --line: #8a8a8a; --paper: #fff; --ink: #1b1b1b; }
@media (prefers-color-scheme: dark) { :root { --quiet: #b5b5b5; --line: #777; --paper: #16181a; --ink: #eee; } }
html { background: var(--paper); color: var(--ink); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
small, .en { color: var(--quiet); font-size: .85rem; }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: .75rem 0; padding: 0; }
dl div { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; min-width: 7rem; }
dt { font-size: .85rem; } dd { font-size: 1.5rem; font-variant-numeric: tabular-nums; margin: 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number, td.short { white-space: nowrap; }
.action { border-left: .35rem solid var(--quiet); padding-left: .5rem; white-space: nowrap; }
.reject { border-color: #b3261e; font-weight: 600; } .label { border-color: #b26a00; } .watch { border-color: #0b57d0; }
.allow { border-color: #1e7d34; }
.alarm { border: 2px solid #b3261e; border-radius: .5rem; margin: .5rem 0; padding: .5rem .9rem; }
"""


class Figures:
    """What is shown: counters now, calls a second lately, the last decisions."""

    def __init__(self, folder: Path, log: Path) -> None:
        self._folder = folder
        self._log = log
        self._lock = threading.Lock()
        self._before: deque[tuple[float, int]] = deque(maxlen=30)

    def counts(self) -> Counter[Labels]:
        """The counters of all workers."""
        return read_counters(self._folder.glob(COUNTERS))

    def calls_a_second(self, calls: int) -> float:
        """Over the last 30 questions at most, half a second apart or more."""
        now = time.monotonic()
        with self._lock:
            if not self._before or now - self._before[-1][0] >= 0.5:
                self._before.append((now, calls))
            since, then = self._before[0]
        return max(0.0, (calls - then) / (now - since)) if now - since > 0.4 else 0.0

    def decisions(self, most: int = SHOWN) -> list[dict[str, Any]]:
        """The last lines of all logs, the latest first; what is broken or being written is left out."""
        found = [line for path in self._log.glob("decisions-*.jsonl") for line in _tail(path)]
        found.sort(key=lambda one: str(one.get("at", "")), reverse=True)
        return found[:most]


def _tail(path: Path) -> Iterable[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            start = max(0, file.tell() - TAIL_BYTES)
            file.seek(start)
            lines = file.read().split(b"\n")
    except OSError:
        return
    for line in lines[1 if start else 0 :]:
        try:
            one = json.loads(line)
        except ValueError:
            continue
        if isinstance(one, dict):
            yield one


def page(supervisor: Supervisor, figures: Figures) -> str:
    """The whole page."""
    counts = figures.counts()
    by_action: Counter[str] = Counter()
    for (kind, _, action, _), count in counts.items():
        if kind == DECISIONS:
            by_action[action] += count
    calls = by_action.total()
    protected = supervisor.watched.protected
    listed = (
        f"Danh sách số {protected.serial} của {escape(protected.issuer)}, "
        f"dùng đến {protected.valid_until.astimezone(ZONE):%d/%m/%Y %H:%M}"
        if protected
        else "Chưa có danh sách"
    )
    tiles = [
        ("Cuộc gọi", "calls", f"{calls:,}"),
        ("Mỗi giây", "a second", f"{figures.calls_a_second(calls):,.0f}"),
        *((ACTIONS[one].vi.capitalize(), ACTIONS[one].en, f"{by_action[one]:,}") for one in ACTIONS),
    ]
    shown = "".join(f'<div><dt>{vi} <span class="en">{en}</span></dt><dd>{count}</dd></div>' for vi, en, count in tiles)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}"><meta name="viewport" '
        'content="width=device-width, initial-scale=1"><title>Sàng lọc cuộc gọi – Lá Chắn</title>'
        '<link rel="stylesheet" href="/style.css"></head><body><main><h1>Sàng lọc cuộc gọi</h1>'
        f'<p>{listed}. <small lang="en">Live screening of calls. Refreshes every {REFRESH_SECONDS} seconds.</small></p>'
        f"{_alarms(supervisor.alarms)}<dl>{shown}</dl>{_rules(counts)}{_events(counts)}"
        f"{_decisions(figures.decisions())}</main></body></html>"
    )


def _alarms(alarms: Mapping[str, Wording]) -> str:
    return "".join(
        f'<p class="alarm" role="alert"><strong>Cảnh báo:</strong> {escape(one.vi)} '
        f'<span class="en" lang="en">{escape(one.en)}</span></p>'
        for _, one in sorted(alarms.items())
    )


def _rules(counts: Mapping[Labels, int]) -> str:
    rows = [
        f'<tr><td>{escape(code)}</td><td>{escape(_title(code))}</td><td><span class="action {escape(action)}">'
        f'{escape(_word(action))}</span></td><td>{escape(trunk or "?")}</td><td class="number">{count:,}</td></tr>'
        for (kind, code, action, trunk), count in sorted(counts.items(), key=lambda one: (one[0][1], -one[1]))
        if kind == HITS
    ]
    head = "<th>Quy tắc</th><th>Dấu hiệu</th><th>Xử lý</th><th>Trung kế</th>"
    return _table("Quy tắc đã lên tiếng", "Rules that spoke", head + '<th class="number">Số lần</th>', rows)


def _events(counts: Mapping[Labels, int]) -> str:
    rows = [
        f'<tr><td>{escape(_event_word(code))}</td><td class="number">{count:,}</td></tr>'
        for (kind, code, _, _), count in sorted(counts.items())
        if kind == EVENTS and count
    ]
    return _table(
        "Việc của bộ sàng lọc", "What happened to the screen", '<th>Việc</th><th class="number">Số lần</th>', rows
    )


def _decisions(decisions: Iterable[Mapping[str, Any]]) -> str:
    rows = [
        f'<tr><td class="short">{escape(_moment(one))}</td><td><span class="action {escape(str(one.get("action")))}">'
        f"{escape(_word(str(one.get('action'))))}</span></td><td>{escape(str(one.get('caller', '')))} → "
        f"{escape(str(one.get('callee', '')))}</td><td>{escape(str(one.get('trunk', '')) or '?')}</td>"
        f"<td>{escape(str(one.get('code', '')))} {escape(_reason(one))}</td></tr>"
        for one in decisions
    ]
    head = "<th>Lúc</th><th>Xử lý</th><th>Số gọi → số được gọi</th><th>Trung kế</th><th>Lý do</th>"
    return _table("Quyết định gần nhất", "Last decisions", head, rows)


def _table(vi: str, en: str, head: str, rows: list[str]) -> str:
    if not rows:
        return ""
    return (
        f'<h2>{vi} <span class="en" lang="en">{en}</span></h2><div class="wide" tabindex="0" role="region" '
        f'aria-label="{vi}"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _title(code: str) -> str:
    rule = BY_ID.get(code)
    return rule.title.vi if rule else REASONS[code].vi if code in REASONS else code


def _event_word(code: str) -> str:
    return EVENT_WORDS[code].vi if code in EVENT_WORDS else code


def _word(action: str) -> str:
    return ACTIONS[action].vi if action in ACTIONS else action


def _moment(one: Mapping[str, Any]) -> str:
    """ "2026-11-25T17:20:01.123+07:00" as "17:20:01,1 25/11"."""
    text = str(one.get("at", ""))
    return f"{text[11:19]},{text[20:21]} {text[8:10]}/{text[5:7]}" if len(text) > 21 else text


def _reason(one: Mapping[str, Any]) -> str:
    reason = one.get("reason")
    return str(reason.get("vi", "")) if isinstance(reason, dict) else ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answers: Mapping[str, tuple[str, Callable[[], str]]]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "lachan"
    sys_version = ""

    def do_GET(self) -> None:
        """One of the few addresses there are."""
        host = (self.headers.get("Host") or "").rpartition(":")[0].strip("[]")
        kind, answer = self.server.answers.get(self.path.partition("?")[0], ("", str))
        if not kind or host not in ("127.0.0.1", "localhost", "::1"):  # a name that was bent to loopback is refused
            self.send_error(404)
            return
        content = answer().encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Nobody reads who looked at the page."""


def serve(supervisor: Supervisor, figures: Figures, host: str, port: int) -> ThreadingHTTPServer:
    """Answer on `host` (a loopback address) from now on, in threads of their own. OSError when the port is taken."""
    server = _Server((host, port), _Handler)
    server.answers = {
        "/": ("text/html; charset=utf-8", lambda: page(supervisor, figures)),
        "/style.css": ("text/css; charset=utf-8", lambda: _STYLE),
        "/metrics": ("text/plain; version=0.0.4; charset=utf-8", supervisor.metrics),
    }
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
