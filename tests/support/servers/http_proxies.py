"""HTTP proxies in front of the service, where this machine has them: nginx with the lines that the documentation names,
and HAProxy. Each gives every request an id and logs what it forwarded."""

import re
import shutil
import socket
from pathlib import Path

import attrs

from tests.foundation.checkout import ROOT
from tests.support.servers.ports import free_port
from tests.support.servers.processes import as_nobody, short_folder, start

PAGE = ROOT / "docs" / "how-to" / "run-behind-a-proxy.md"
_NGINX = """
daemon off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused;
    uwsgi_temp_path {folder}/unused;
    scgi_temp_path {folder}/unused;
    log_format forwarded '$request_id $request_method $request_uri';
    access_log {folder}/forwarded forwarded;
    upstream cortex {{
        server 127.0.0.1:{service};
        keepalive 4;
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            {lines}
        }}
    }}
}}
"""
_STREAMED = """
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_request_buffering off;"""
"""Bodies are passed on as they come, chunks too, over connections that are used again."""
_HAPROXY = """
global
    log stdout len 8192 format raw local0
defaults
    mode http
    timeout connect 30s
    timeout client 30s
    timeout server 30s
    log global
frontend people
    bind 127.0.0.1:{port}
    unique-id-format %[uuid()]
    http-request set-header X-Request-ID %[unique-id]
    http-request set-header X-Forwarded-For %[src]
    log-format "%ID %HM %HU"
    default_backend cortex
backend cortex
    http-reuse always
    server one 127.0.0.1:{service}
"""
PROXIES = {"nginx": "nginx", "nginx, streamed": "nginx", "haproxy": "haproxy"}
"""The program of each kind of proxy."""


@attrs.frozen
class HttpProxy:
    """A running proxy."""

    port: int
    log: Path

    def forwarded(self) -> dict[str, tuple[str, str]]:
        """Returns method and target of what it has forwarded so far, by the id that it gave to each."""
        lines = (line.split(" ", 2) for line in self.log.read_text("utf-8", "surrogateescape").splitlines())
        return {line[0]: (line[1], line[2]) for line in lines if len(line) == len(("id", "method", "target"))}


def documented_lines() -> str:
    """The lines of the first location that the documentation shows for nginx."""
    (lines,) = re.findall(r"    location / \{\n(.*?)\n    \}", PAGE.read_text("utf-8"), re.DOTALL)
    return str(lines.strip())


def proxy_to(service: int, kind: str) -> HttpProxy:
    """A proxy of one of the kinds in ``PROXIES`` to the service at a port; it lives as long as the test run."""
    folder, port = short_folder(), free_port()
    folder.chmod(0o777)  # nginx does not run as root
    settings, output = folder / "settings", folder / "output"
    program = shutil.which(PROXIES[kind])
    if kind == "haproxy":
        settings.write_text(_HAPROXY.format(port=port, service=service))
        start([program, "-f", settings], output, lambda: _is_listening(port))
        return HttpProxy(port, output)
    lines = documented_lines() + (_STREAMED if kind == "nginx, streamed" else "")
    settings.write_text(_NGINX.format(folder=folder, port=port, service=service, lines=lines))
    start([program, "-c", settings, "-p", folder], output, lambda: _is_listening(port), **as_nobody())
    return HttpProxy(port, folder / "forwarded")


def _is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
