"""Requests whose end two readers may see in different places (RFC 9112, sections 6.3 and 11.2), put together from
fragments known to divide readers."""

from hypothesis import strategies as st

HIDDEN = b"GET /health/live?hidden HTTP/1.1\r\nHost: x\r\nX-Request-ID: hidden\r\n\r\n"
_START_LINES = [
    b"POST /customer/auth/login HTTP/1.1",
    b"GET /health/live?first HTTP/1.1",
    b"POST /customer/auth/login HTTP/1.0",
    b"POST http://x/customer/auth/login HTTP/1.1",
    b"HEAD /health/live?first HTTP/1.1",
    b"POST  /customer/auth/login HTTP/1.1",
    b"POST /customer/auth/login\tHTTP/1.1",
    b"OPTIONS * HTTP/1.1",
]
_LENGTHS = [
    b"Content-Length: 0",
    b"Content-Length: 5",
    b"Content-Length: +5",
    b"Content-Length: 5, 5",
    b"Content-Length: 05",
    b"Content-Length: 5\r\nContent-Length: 0",
    b"Content-Length : 5",
    b"Content-Length:\t5",
    b"Content-Length: 0x5",
    b"Content-Length: 5 0",
    b"Content-Length: -0",
    b" Content-Length: 5",
    b"Content_Length: 5",
    b"Content-Length: \xb2",
    b"Content-Length: 18446744073709551621",
    b"X: y\nContent-Length: 5",
    b"X: y\rContent-Length: 5",
]
_CODINGS = [
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding : chunked",
    b"Transfer-Encoding:\x0bchunked",
    b"Transfer-Encoding: chunked, identity",
    b"Transfer-Encoding: identity, chunked",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    b"Transfer-Encoding:\r\n chunked",
    b"tRANSFER-eNCODING: CHUNKED",
    b'Transfer-Encoding: "chunked"',
    b"Transfer-Encoding: chunked\x00",
    b"Transfer-Encoding: gzip, chunked",
    b"X: y\nTransfer-Encoding: chunked",
    b"Transfer\xadEncoding: chunked",
    b"Transfer-Encoding:",
]
_OTHERS = [
    b"Connection: Content-Length",
    b"Connection: Transfer-Encoding, X-Request-ID",
    b"Connection: keep-alive",
    b"Connection: close",
    b"Expect: 100-continue",
    b"Upgrade: websocket\r\nConnection: Upgrade",
    b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
    b"X-Request-ID: chosen",
    b"X_Request_ID: chosen",
    b"Host: y",
    b"Trailer: X-Request-ID",
]
_BODIES = [
    b"",
    b"hello",
    b"0\r\n\r\n",
    b"5\r\nhello\r\n0\r\n\r\n",
    b"5;a=b\r\nhello\r\n0\r\n\r\n",
    b"5;a=b\nhello\r\n0\r\n\r\n",
    b"5;\r\nhello\r\n0\r\n\r\n",
    b"5 \r\nhello\r\n0\r\n\r\n",
    b"0x5\r\nhello\r\n0\r\n\r\n",
    b"+5\r\nhello\r\n0\r\n\r\n",
    b"5\nhello\n0\n\n",
    b"5\r\nhelloXX0\r\n\r\n",
    b"5\r\nhello\r\n0\r\nX-Request-ID: trailer\r\n\r\n",
    b"5\r\nhello\r\n0\r\n",
    b"ffffffffffffffff5\r\nhello\r\n0\r\n\r\n",
    b"-1\r\n\r\n",
    b"5\r\n\r\nhel\r\n0\r\n\r\n",
]

_heads = st.tuples(
    st.sampled_from(_START_LINES),
    st.lists(
        st.one_of(st.sampled_from(_LENGTHS), st.sampled_from(_CODINGS), st.sampled_from(_OTHERS)),
        max_size=4,
    ),
    st.sampled_from([b"\r\n", b"\r\n", b"\n"]),
)


def _request(head: tuple[bytes, list[bytes], bytes], body: bytes) -> bytes:
    start_line, headers, end_of_line = head
    named = [b"Host: x", b"Content-Type: application/json", b"X-Source: customer", *headers]
    return end_of_line.join([start_line, *named, b"", b""]) + body


divided_requests = st.builds(_request, _heads, st.sampled_from(_BODIES)).map(lambda request: request + HIDDEN)
"""A request, and behind it another that may be a part of its body."""
