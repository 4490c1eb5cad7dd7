"""Finds the platform in the path of a request."""

from domain.shared_kernel.platform import Platform

PLATFORMS = {platform.value: platform for platform in Platform}


def platform_of(path: str) -> Platform | None:
    """Returns the platform whose prefix the path has, or ``None`` for the paths of neither."""
    return PLATFORMS.get(path[1:].partition("/")[0])
