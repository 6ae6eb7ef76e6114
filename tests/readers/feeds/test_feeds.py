"""Feeds of others: what is read of each form, and what is refused as a whole."""

import gzip
import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lachan.exchange import misp, stix
from lachan.exchange.blocklists import FORMATS
from lachan.readers.errors import InputError
from lachan.readers.feeds import FeedForm, FeedTold, entries_of_feed
from tests.exchange.blocklists.lists import NOW, OFFICE, issue, told

F = FeedForm


def values(content: bytes, form: FeedForm, *, most: int | None = None, most_bytes: int = 1 << 24) -> list[str]:
    said = FeedTold("nguon")
    return [one.value for one in entries_of_feed(io.BytesIO(content), form, said, most=most, most_bytes=most_bytes)]


def refused(content: bytes, form: FeedForm = F.PLAIN, **limits: int) -> str:
    with pytest.raises(InputError) as no:
        values(content, form, **limits)
    assert no.value.message("vi") != no.value.message("en")
    return no.value.code


@pytest.mark.parametrize("form", [F.PLAIN, F.HOSTS, F.ADGUARD, F.RPZ, F.CSV])
def test_what_we_write_is_read_back(form: FeedForm) -> None:
    content = FORMATS[form.value].write(issue("lua-dao.example", "bad.github.io"))
    assert sorted(values(content, form)) == ["bad.github.io", "lua-dao.example"]
    assert sorted(values(gzip.compress(content), form)) == ["bad.github.io", "lua-dao.example"]


def test_objects_that_we_write_are_read_back_without_the_withdrawn() -> None:
    some = [told("lua-dao.example", life="CB-1"), told("rut.example", life="CB-2", withdrawn=True)]
    (entry,) = entries_of_feed(io.BytesIO(stix.bundle(some, OFFICE)), F.STIX, FeedTold())
    assert (entry.value, entry.seen_at) == ("lua-dao.example", NOW)
    files = misp.feed(some, OFFICE)
    (event,) = json.loads(files[misp.MANIFEST])
    (entry,) = entries_of_feed(io.BytesIO(files[f"{event}.json"]), F.MISP, FeedTold())
    assert (entry.value, entry.seen_at) == ("lua-dao.example", NOW)


def test_of_two_versions_of_an_indicator_the_newer_counts() -> None:
    old, new = told("lua-dao.example"), told("lua-dao.example", withdrawn=True, minutes=5)
    both = [
        stix.indicator(new, OFFICE),
        stix.indicator(old, OFFICE),
        stix.indicator(told("x.example", life="2"), OFFICE),
    ]
    assert values(json.dumps({"objects": both}).encode(), F.STIX) == ["x.example"]


WRITTEN = {
    F.PLAIN: "# x\nA.example\r\nhxxps://b[.]example/x?y\n*.c.example # kẻ xấu\n\n",
    F.HOSTS: "127.0.0.1 localhost\n0.0.0.0 a.example b.example # hai\n:: c.example\n",
    F.ADGUARD: "[Adblock]\n! x\n||a.example^\n||b.example^$important\n@@||ok.example^\nc.example##.ad\n",
    F.RPZ: "$TTL 60\n@ SOA a. b. 1 2 3 4 5\n@ NS c.\na.example CNAME .\n*.a.example CNAME .\n"
    "ok.example CNAME rpz-passthru.\nb.example 60 IN CNAME . ; x\n",
    F.CSV: '# one, two\n# id;"url";note\n1;"http://a.example/x";"vay"\n2;b.example;\n',
    F.MISP: '{"Event":{"Attribute":[{"type":"domain","value":"a.example"},{"type":"md5","value":"x"},'
    '{"type":"url","value":"http://b.example/c","to_ids":false}],'
    '"Object":[{"Attribute":[{"type":"domain|ip","value":"c.example|203.0.113.1"}]}]}}',
    F.STIX: '{"objects":[{"type":"indicator","id":"1","pattern":'
    "\"[url:value = 'http://a.example/it\\\\'s' OR domain-name:value='b.example']\"},5]}",
}
FOUND = {
    F.PLAIN: ["a.example", "hxxps://b[.]example/x?y", "c.example"],
    F.HOSTS: ["a.example", "b.example", "c.example"],
    F.ADGUARD: ["a.example", "b.example"],
    F.RPZ: ["a.example", "b.example"],
    F.CSV: ["http://a.example/x", "b.example"],
    F.MISP: ["a.example", "c.example"],
    F.STIX: ["http://a.example/it's", "b.example"],
}


@pytest.mark.parametrize("form", list(F))
def test_the_ways_in_which_the_world_writes_are_read(form: FeedForm) -> None:
    assert values(WRITTEN[form].encode(), form) == FOUND[form]


@pytest.mark.parametrize("form", list(F))
@pytest.mark.parametrize(
    "page",
    ["<!DOCTYPE html><title>x", "\n <html>", "<!-- x --><HTML lang=vi>", "\ufeff<head>", "<script>a.example</script>"],
)
def test_a_web_page_is_no_feed(form: FeedForm, page: str) -> None:
    assert refused(page.encode(), form) == "html"


@pytest.mark.parametrize("form", list(F))
def test_an_empty_feed_is_said_to_be_empty(form: FeedForm) -> None:
    assert refused(b"", form) == "empty"


@pytest.mark.parametrize(("content", "form"), [(b"# x\n\n", F.PLAIN), (b'{"Event":{}}', F.MISP), (b"host\n", F.CSV)])
def test_a_feed_without_entries_is_empty_too(content: bytes, form: FeedForm) -> None:
    assert refused(content, form) == "empty"


def test_a_small_file_that_unpacks_to_very_much_is_stopped_early() -> None:
    bomb = gzip.compress(b"a.example\n" * 3_000_000)
    assert len(bomb) < 200_000
    assert refused(bomb, most_bytes=1 << 20) == "too_large"
    assert refused(gzip.compress(b"a.example\n" * 1000)[:-20]) == "not_gzip"


@pytest.mark.parametrize(
    "content", [b"a.example\n\xff\xfe\n", b"\x00\x01\x02a", "bán hàng.example\n".encode("latin-1")]
)
def test_what_is_no_utf8_is_refused(content: bytes) -> None:
    assert refused(content) == "not_text"


def test_utf16_with_its_mark_is_read() -> None:
    assert values("a.example\nb.example\n".encode("utf-16"), F.PLAIN) == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("content", "form"),
    [(b"x y z\n" * 300, F.PLAIN), (b"1.2.3.4 a.example\n", F.HOSTS), (b"id,size\n1,2\n", F.CSV), (b"a b c d\n", F.RPZ)],
)
def test_another_form_is_noticed(content: bytes, form: FeedForm) -> None:
    assert refused(content, form) == "wrong_form"


def test_more_entries_than_are_taken_are_refused() -> None:
    assert refused(b"a.example\nb.example\n", most=1) == "too_many"


def test_json_nested_without_end_is_refused() -> None:
    assert refused(b"[" * 200_000, F.STIX) == "not_json"


class Endless(io.RawIOBase):
    """So many lines that nobody could hold them."""

    def __init__(self, lines: int) -> None:
        self.left = lines * 12

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return (b"aaaa.exampl\n" * (size // 12 + 1))[:size]


def test_a_feed_of_very_many_lines_is_read_one_by_one() -> None:
    import tracemalloc

    def first(some: Iterator[object], many: int) -> int:
        return sum(1 for _ in zip(range(many), some, strict=False))

    tracemalloc.start()
    entries = entries_of_feed(Endless(50_000_000), F.PLAIN, FeedTold())  # type: ignore[arg-type]
    assert first(entries, 60_000) == 60_000
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_line_without_end_is_left_out_and_the_others_read() -> None:
    said = FeedTold()
    content = io.BytesIO(b"a.example\n" + b"x" * 2_000_000 + b"\nb.example\n")
    assert [one.value for one in entries_of_feed(content, F.PLAIN, said)] == ["a.example", "b.example"]
    assert said.refused == 1


@settings(max_examples=150, deadline=None)
@example(b"\x1f #x", F.HOSTS)
@given(st.binary(max_size=400), st.sampled_from(list(F)))
def test_any_bytes_are_read_or_refused(content: bytes, form: FeedForm) -> None:
    try:
        values(content, form)
    except InputError:
        return  # refused with its reason
