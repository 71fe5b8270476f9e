"""Downloads: public addresses only, and limited; the pages here come from this machine."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import LimitError, ReadError
from kg.text import fetch as module
from kg.text.fetch import fetch, is_public
from kg.text.read import read
from kg.text.sources import expand
from tests.text.hostile import PROSE

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Strelsau Post</title>
<item><title>Rail pact</title><link>{0}/page.html</link>
<pubDate>Wed, 04 May 2016 10:00:00 GMT</pubDate></item>
<item><title>Gone</title><link>{0}/missing.html</link></item>
<item><title>Inside</title><link>file:///etc/passwd</link></item></channel></rss>"""
PAGE = f"<html><body><article><h1>Rail pact</h1>{f'<p>{PROSE}</p>' * 4}</article></body></html>"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        kind, body, extra = "text/html; charset=utf-8", PAGE.encode(), {}
        if self.path == "/feed":
            kind, body = "application/rss+xml", FEED.format(base).encode()
        elif self.path == "/laughs":
            kind, body = "application/rss+xml", b'<!DOCTYPE rss [<!ENTITY a "b">]><rss></rss>'
        elif self.path == "/packed":
            body, extra = gzip.compress(body), {"Content-Encoding": "gzip"}
        elif self.path == "/bomb":
            body, extra = gzip.compress(b" " * 30_000_000), {"Content-Encoding": "gzip"}
        elif self.path == "/text":
            kind, body = (
                "text/plain; charset=koi8-r",
                "Руритания подписала соглашение о железной дороге".encode("koi8-r"),
            )
        self.send_response({"/loop": 302, "/out": 302, "/missing.html": 404}.get(self.path, 200))
        if self.path in ("/loop", "/out"):
            self.send_header("Location", {"/loop": "/loop", "/out": "file:///etc/passwd"}[self.path])
        self.send_header("Content-Type", kind)
        for name, value in extra.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_and_its_packed_twin(site: str) -> None:
    page = fetch(f"{site}/page.html#part", allow_private=True)
    assert page.data == PAGE.encode()
    assert (page.content_type, page.encoding) == ("text/html", "utf-8")
    assert fetch(f"{site}/packed", allow_private=True).data == page.data


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "100.64.0.1",
        "255.255.255.255",
        "x",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")


def test_this_machine_is_refused(site: str) -> None:
    for url in (
        site,
        site.replace("127.0.0.1", "localhost"),
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
    ):
        with pytest.raises(ReadError, match=r"not a public address|unknown host|connect"):
            fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "http://",
        "http://user:pw@example.org/",
        "http://a:99999/",
    ],
)
def test_other_schemes_and_forms_are_refused(url: str) -> None:
    with pytest.raises(ReadError):
        fetch(url)


def test_redirects_are_checked_and_counted(site: str) -> None:
    with pytest.raises(ReadError, match="redirects"):
        fetch(f"{site}/loop", allow_private=True)
    with pytest.raises(ReadError, match="only http and https"):
        fetch(f"{site}/out", allow_private=True)


def test_a_name_that_turns_private_after_a_redirect(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is public by its check; the second leads to this machine and is refused."""
    asked: list[str] = []
    real = is_public

    def once(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1 or real(address)

    monkeypatch.setattr(module, "is_public", once)
    with pytest.raises(ReadError, match="not a public address"):
        fetch(f"{site}/loop")
    assert len(asked) == 2


def test_size_counts_unpacked(site: str) -> None:
    with pytest.raises(LimitError, match="20 MB"):
        fetch(f"{site}/bomb", allow_private=True)


def test_pages_and_feeds_as_items(site: str) -> None:
    [page] = expand([f"{site}/page.html"], allow_private=True)
    document = read(page)
    assert document.source == f"{site}/page.html"
    assert document.address.value == f"{site}/page.html"
    items = list(expand([f"{site}/feed"], allow_private=True))
    assert [i.status for i in items] == ["read", "failed", "failed"]
    document = read(items[0])
    assert document.date.value == "2016-05-04"
    assert document.outlet.value == "The Strelsau Post"
    assert "404" in (items[1].reason or "")
    [laughs] = expand([f"{site}/laughs"], allow_private=True)
    assert laughs.status == "failed"
    [blocked] = expand([site])
    assert "not a public address" in (blocked.reason or "")


def test_the_encoding_that_the_server_names(site: str) -> None:
    [item] = expand([f"{site}/text"], allow_private=True)
    assert read(item).text.startswith("Руритания")
