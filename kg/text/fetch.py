"""Downloads that cannot be turned against the user's own network.

The name is resolved once, every address it has is checked, and the connection goes to the checked
address (Host and TLS name stay), so that a second look-up cannot give another one; the same again for
each redirect. Proxies of the environment are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from kg.errors import LimitError, ReadError
from kg.text.limits import MAX_DOWNLOAD

MAX_REDIRECTS = 5
CONNECT_SECONDS = 10.0
#: Seconds without a byte, and for the whole download.
READ_SECONDS = 20.0
TOTAL_SECONDS = 60.0
_CHUNK = 65536
_AGENT = "bilateral-kg (reads pages that its user names)"
_REDIRECTS = (301, 302, 303, 307, 308)


class Fetched(NamedTuple):
    """A downloaded page: its bytes, the type and encoding that the server names, its final address."""

    data: bytes
    content_type: str
    encoding: str | None
    url: str


def fetch(url: str, *, allow_private: bool = False) -> Fetched:
    """Download one page over http or https.

    allow_private: let addresses of this machine and of private networks pass (tests only).

    Raises:
        LimitError: more than MAX_DOWNLOAD bytes, or more time than TOTAL_SECONDS.
        ReadError: another scheme, a forbidden address, an unreachable host, or an answer other than 200.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked(url)
        connection = _connect(parts, allow_private)
        try:
            connection.request("GET", _target(parts), headers=_headers(parts))
            answer = connection.getresponse()
            if answer.status in _REDIRECTS and (location := answer.getheader("Location")):
                url = urljoin(url, location)
                continue
            if answer.status != 200:
                raise ReadError(f"the server answered {answer.status} {answer.reason}")
            return _taken(answer, url, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ReadError(f"cannot be fetched: {error or type(error).__name__}") from error
        finally:
            connection.close()
    raise ReadError(f"more than {MAX_REDIRECTS} redirects")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ReadError(f"not an address: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise ReadError(f"only http and https are read, not {parts.scheme or 'a bare name'}")
    if not parts.hostname or parts.username or parts.password or port == 0:
        raise ReadError("an address needs a host and may not hold a user or password")
    if any(c.isspace() or ord(c) < 32 for c in url):
        raise ReadError("an address may not hold spaces or control characters")
    return parts


def _addresses(host: str, port: int, allow_private: bool) -> list[str]:
    """The host's addresses; all of them must be public, since any may be the one that answers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(f"unknown host {host}") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    for address in addresses:
        if not allow_private and not is_public(address):
            raise ReadError(f"{host} is at {address}, which is not a public address")
    return addresses


def is_public(address: str) -> bool:
    """Is this IP address out on the internet, seen through IPv4 addresses wrapped in IPv6 ones?"""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour is not None:
            return is_public(str(ip.sixtofour))
        if ip.teredo is not None or ip in _NAT64:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _connect(parts: SplitResult, allow_private: bool) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    error: OSError | None = None
    for address in _addresses(host, port, allow_private):
        try:
            stream = socket.create_connection((address, port), timeout=CONNECT_SECONDS)
        except OSError as failed:
            error = failed
            continue
        connection = http.client.HTTPConnection(host, port, timeout=READ_SECONDS)
        try:
            connection.sock = _secured(stream, host) if secure else stream
        except OSError as failed:
            stream.close()
            raise ReadError(f"no safe connection to {host}: {failed}") from failed
        connection.sock.settimeout(READ_SECONDS)
        return connection
    raise ReadError(f"cannot connect to {host}: {error}")


def _secured(stream: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(stream, server_hostname=host)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=?~-._")
    return urlunsplit(("", "", path, query, ""))


def _headers(parts: SplitResult) -> dict[str, str]:
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return {
        "Host": f"{name}:{parts.port}" if parts.port else name,
        "User-Agent": _AGENT,
        "Accept": "text/html, application/rss+xml, application/atom+xml, text/plain, */*;q=0.5",
        "Accept-Encoding": "gzip, identity",
        "Connection": "close",
    }


def _taken(answer: http.client.HTTPResponse, url: str, deadline: float) -> Fetched:
    packed = (answer.getheader("Content-Encoding") or "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise ReadError(f"the server sent an encoding that was not asked for: {packed}")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in packed else None
    data = bytearray()
    while chunk := answer.read1(_CHUNK):
        try:
            data += unpack.decompress(chunk, MAX_DOWNLOAD + 1) if unpack else chunk
        except zlib.error as error:
            raise ReadError(f"the server sent broken gzip: {error}") from error
        if len(data) > MAX_DOWNLOAD:
            raise LimitError(f"the page is larger than {MAX_DOWNLOAD // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise LimitError(f"the download took longer than {TOTAL_SECONDS:.0f} seconds")
    headers = answer.headers
    return Fetched(bytes(data), headers.get_content_type(), headers.get_content_charset(), url)
