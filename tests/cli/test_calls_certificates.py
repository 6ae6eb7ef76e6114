"""`lachan calls certificates`: the folder of chains looked over, filled and renewed."""

import http.server
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lachan.cli import app
from lachan.screening.passport import Trust
from tests.screening.passport.authorities import X5U, Laboratory, certificate, fixed_key, pem

NOW = datetime.now(UTC)


@pytest.fixture
def laboratory(tmp_path: Path) -> Laboratory:
    """One whose certificates are in force today."""
    return Laboratory(tmp_path, now=NOW)


class Repository:
    """A server of certificates on this machine."""

    def __init__(self) -> None:
        self.content: bytes | None = None
        self.asked = 0
        repository = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                repository.asked += 1
                self.send_response(200 if repository.content is not None else 404)
                self.send_header("Content-Length", str(len(repository.content or b"")))
                self.end_headers()
                self.wfile.write(repository.content or b"")

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.x5u = f"http://127.0.0.1:{self._server.server_port}/operator.pem"

    def end(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def repository() -> Iterator[Repository]:
    found = Repository()
    yield found
    found.end()


def run(laboratory: Laboratory, *arguments: str) -> Result:
    """The command over the laboratory's folder."""
    folder = ["--certificates", str(laboratory.certificates), "--trust", str(laboratory.anchors)]
    return CliRunner().invoke(app, ["calls", "certificates", *folder, *arguments])


def test_the_folder_is_looked_over(laboratory: Laboratory) -> None:
    done = run(laboratory)
    assert done.exit_code == 0, done.output
    assert f"✓ {X5U}: CN=Test operator; đến / until" in done.output
    assert "1 chứng thư" in done.output


def test_what_is_expired_or_unreadable_is_marked(laboratory: Laboratory) -> None:
    old = laboratory.leaf_for(since=NOW - timedelta(days=9), until=NOW - timedelta(days=1))
    laboratory.keep("https://old.example/a", pem(old, laboratory.authority))
    laboratory.keep("https://bare.example/a", pem(laboratory.leaf))
    done = run(laboratory)
    assert "✗ https://old.example/a" in done.output
    assert "has expired" in done.output
    assert "✗ https://bare.example/a: chứng thư không dẫn tới gốc tin cậy nào" in done.output


def test_a_chain_is_added_from_a_file_to_a_folder_that_is_not_there_yet(laboratory: Laboratory, tmp_path: Path) -> None:
    file, folder = tmp_path / "new.pem", tmp_path / "other" / "folder"
    file.write_bytes(pem(laboratory.leaf, laboratory.authority))
    done = run(laboratory, "--certificates", str(folder), "--add", "https://b.example/b", "--file", str(file))
    assert done.exit_code == 0, done.output
    assert Trust.from_files(laboratory.anchors, folder).chain("https://b.example/b", NOW).serials


def test_a_chain_is_fetched_from_its_address(laboratory: Laboratory, repository: Repository) -> None:
    repository.content = pem(laboratory.leaf, laboratory.authority)
    done = run(laboratory, "--add", repository.x5u)
    assert done.exit_code == 0, done.output
    assert repository.x5u in Trust.from_files(laboratory.anchors, laboratory.certificates).addresses


def test_what_leads_to_no_anchor_or_is_expired_or_no_chain_is_not_kept(
    laboratory: Laboratory, repository: Repository
) -> None:
    own = certificate("Own", fixed_key(5), issuer=None, issuer_key=fixed_key(5), ca=True, **laboratory.span)
    old = laboratory.leaf_for(since=NOW - timedelta(days=9), until=NOW - timedelta(days=1))
    for content in (
        pem(own),
        pem(laboratory.leaf),
        pem(old, laboratory.authority),
        b"<html>",
        b"",
        b"x" * 600_000,
        None,
    ):
        repository.content = content
        done = run(laboratory, "--add", repository.x5u)
        assert done.exit_code == 1
        assert "Traceback" not in done.output
        assert Trust.from_files(laboratory.anchors, laboratory.certificates).addresses == (X5U,)


@pytest.mark.parametrize(
    "x5u", ["http://certificates.example/a", "ftp://a.example/a", "file:///etc/passwd", "x", "https://"]
)
def test_addresses_of_other_kinds_are_not_fetched(laboratory: Laboratory, x5u: str) -> None:
    assert run(laboratory, "--add", x5u).exit_code == 1


def test_those_that_end_soon_are_fetched_anew_and_a_failure_keeps_the_old_one(
    laboratory: Laboratory, repository: Repository
) -> None:
    ending = laboratory.leaf_for(until=NOW + timedelta(days=2))
    laboratory.keep(repository.x5u, pem(ending, laboratory.authority))
    assert run(laboratory, "--renew", "1").exit_code == 0
    assert repository.asked == 0
    done = run(laboratory, "--renew", "3")
    assert (done.exit_code, repository.asked) == (1, 1)
    assert "không tải được chứng thư" in done.output
    trust = Trust.from_files(laboratory.anchors, laboratory.certificates)
    assert trust.chain(repository.x5u, NOW).not_after == pytest.approx((NOW + timedelta(days=2)).timestamp(), abs=2)
    repository.content = pem(laboratory.leaf, laboratory.authority)
    assert run(laboratory, "--renew", "3").exit_code == 0
    trust = Trust.from_files(laboratory.anchors, laboratory.certificates)
    assert trust.chain(repository.x5u, NOW).not_after > (NOW + timedelta(days=3)).timestamp()


def test_file_needs_an_address(laboratory: Laboratory) -> None:
    assert run(laboratory, "--file", str(laboratory.anchors)).exit_code == 2
