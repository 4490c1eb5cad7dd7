"""Which platform an address belongs to."""

from domain.shared_kernel.platform import Platform

PLATFORMS = {platform.value: platform for platform in Platform}


def platform_of(path: str) -> Platform | None:
    """``None`` for what lies beside the platforms."""
    return PLATFORMS.get(path[1:].partition("/")[0])
