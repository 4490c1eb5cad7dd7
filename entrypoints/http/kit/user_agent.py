"""Describes the device that a request comes from."""

import unicodedata

from domain.sessions.session import Device

MAX_USER_AGENT = 256
_MAX_READ_CHARS = 4 * MAX_USER_AGENT


def device_from_headers(ip: str | None, user_agent: str | None) -> Device:
    """Returns the device: the address and the user agent, cut to ``MAX_USER_AGENT`` characters and without control
    characters and surrogates."""
    if not user_agent:
        return Device(ip)
    shown = (
        character for character in user_agent[:_MAX_READ_CHARS] if unicodedata.category(character) not in {"Cc", "Cs"}
    )
    return Device(ip, "".join(shown).strip()[:MAX_USER_AGENT] or None)
