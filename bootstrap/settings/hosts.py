"""Hosts in URLs and of listeners."""

from ipaddress import ip_address


def in_url(host: str) -> str:
    """Returns a host as it is written in a URL."""
    return f"[{host}]" if ":" in host else host


def is_address(host: str) -> bool:
    """Returns true if the host is an IP address and not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str | None) -> bool:
    """Returns true if the host is this machine only."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def is_unspecified(host: str | None) -> bool:
    """Returns true if the host means every address of this machine, so that no link can lead there."""
    try:
        return ip_address(host or "").is_unspecified
    except ValueError:
        return False
