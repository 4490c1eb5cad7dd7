"""Endpoints at their full addresses."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import Endpoint, Handle, endpoints_of

_UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@attrs.frozen
class Route:
    """An endpoint, the platform that it belongs to, if any, and the method that answers it."""

    endpoint: Endpoint
    platform: Platform | None
    handle: Handle

    @property
    def path(self) -> str:
        """The whole address: ``/customer/me/sessions/{id}``."""
        return f"/{self.platform}{self.endpoint.path}" if self.platform else self.endpoint.path

    @property
    def pattern(self) -> str:
        """The address below the platform, for aiohttp; what is no UUID is another address, and not found."""
        return _PLACEHOLDER.sub(rf"{{\1:{_UUID}}}", self.endpoint.path)

    @property
    def parameters(self) -> Sequence[str]:
        """The names of the variable parts of the address."""
        return _PLACEHOLDER.findall(self.endpoint.path)

    @property
    def operation_id(self) -> str:
        """The endpoint's own, with the platform in its place: ``get_me_customer``."""
        return self.endpoint.operation_id.replace("{platform}", self.platform or "")

    @property
    def tag(self) -> str:
        """The endpoint's own, else its platform and first step: ``admin users``."""
        return self.endpoint.tag or " ".join(self.path.split("/")[1 : 3 if self.platform else 2])


def routes_of(platform: Platform | None, handlers: Sequence[object]) -> Iterator[Route]:
    for handler in handlers:
        for endpoint, handle in endpoints_of(handler):
            yield Route(endpoint, platform, handle)


def require_unique_operation_ids(routes: Sequence[Route]) -> None:
    """Raises ``TypeError`` where two routes have the same name: generated clients could not tell them apart."""
    counted = Counter(route.operation_id for route in routes)
    if repeated := [name for name, count in counted.items() if count > 1]:
        raise TypeError(f"several endpoints have the same operation_id: {', '.join(repeated)}")
