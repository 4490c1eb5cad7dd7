"""Hosts, as they stand in URLs and as processes listen on them."""

from ipaddress import ip_address


def in_url(host: str) -> str:
    """A host that is listened on, as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def is_address(host: str) -> bool:
    """Whether a host of a URL is an IP address, not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str | None) -> bool:
    """Whether a host of a URL is this machine alone."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_unspecified(host: str | None) -> bool:
    """Whether a host stands for every address of this machine, so that no link can lead there."""
    try:
        return ip_address(host or "").is_unspecified
    except ValueError:
        return False
