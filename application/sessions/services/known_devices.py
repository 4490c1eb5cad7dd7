from datetime import timedelta
from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.device_signer import DeviceOwner, DeviceSigner, SignedDevice
from application.ports.id_factory import IdFactory
from domain.accounts.user import User

DEVICE_LIFE = timedelta(days=365)
"""How long a device stays known after its last sign-in; browsers keep no cookie for more than 400 days."""

_NOBODY = DeviceOwner(UUID(int=0), 0)


@attrs.frozen
class KnownDevices:
    """Devices that somebody signed in with, or read their mails on. What they show is worth nothing but guesses of
    their own, for ``DEVICE_LIFE`` and while the password is the same: a new one is chosen because somebody else may
    know, or have used, what there was before."""

    signer: DeviceSigner
    clock: Clock
    ids: IdFactory

    def recognise(self, user: User | None, shown: str | None) -> UUID | None:
        """Which device of this person it is; what was made for others, or up, or has expired is nobody's."""
        device = None if shown is None else self.signer.verify(_owner(user), shown)
        return device.id if device and self.clock.now() < device.expires_at else None

    def remember(self, user: User, device_id: UUID | None = None) -> str:
        """What the device, a new one unless it was recognised, shows from now on."""
        device = SignedDevice(device_id or self.ids.random(), self.clock.now() + DEVICE_LIFE)
        return self.signer.sign(_owner(user), device)


def _owner(user: User | None) -> DeviceOwner:
    return DeviceOwner(user.pk, user.password_version) if user else _NOBODY
