"""What a request tells of the device that it came from."""

import unicodedata

from domain.sessions.session import Device

MAX_USER_AGENT = 256
_LOOKED_AT = 4 * MAX_USER_AGENT


def device_from_headers(ip: str | None, user_agent: str | None) -> Device:
    """The device, its name without characters that storages refuse or terminals obey, and cut."""
    if not user_agent:
        return Device(ip)
    shown = (character for character in user_agent[:_LOOKED_AT] if unicodedata.category(character) not in {"Cc", "Cs"})
    return Device(ip, "".join(shown).strip()[:MAX_USER_AGENT] or None)
