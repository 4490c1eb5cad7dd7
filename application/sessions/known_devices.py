from uuid import UUID

import attrs

from application.ports.device_sealer import DeviceSealer
from application.ports.id_factory import IdFactory
from domain.accounts.user import User

_NOBODY = UUID(int=0)


@attrs.frozen
class KnownDevices:
    """Devices that somebody signed in with, or read their mails on. What they show is worth nothing but guesses of
    their own."""

    sealer: DeviceSealer
    ids: IdFactory

    def recognise(self, user: User | None, shown: str | None) -> UUID | None:
        """Which device of this person it is; what was made for others, or up, is nobody's."""
        return None if shown is None else self.sealer.open(user.pk if user else _NOBODY, shown)

    def remember(self, user: User, device_id: UUID | None = None) -> str:
        """What the device, a new one unless it was recognised, shows from now on."""
        return self.sealer.seal(user.pk, device_id or self.ids.random())
