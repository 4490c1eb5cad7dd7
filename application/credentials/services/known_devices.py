from datetime import timedelta
from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.device_signer import DeviceOwner, DeviceSigner, SignedDevice
from application.ports.id_factory import IdFactory
from domain.accounts.user import User

DEVICE_LIFE = timedelta(days=365)
"""The time for which a device stays known after its last login; browsers keep no cookie for more than 400 days."""

_UNKNOWN_OWNER = DeviceOwner(UUID(int=0), 0)


@attrs.frozen
class KnownDevices:
    """Recognises devices on which a user logged in or followed a mailed link. Being known gives a device a quota of
    guesses of its own, for ``DEVICE_LIFE`` and until the password changes: after that another person may have used the
    old one."""

    signer: DeviceSigner
    clock: Clock
    ids: IdFactory

    def recognise(self, user: User | None, device_token: str | None) -> UUID | None:
        """Returns the id of the device in ``device_token``, or ``None`` if it is malformed, has expired or was issued
        to another user or for another password."""
        device = None if device_token is None else self.signer.verify(_owner(user), device_token)
        return device.id if device and self.clock.now() < device.expires_at else None

    def remember(self, user: User, device_id: UUID | None = None) -> str:
        """Returns the token by which the device is recognised from now on; without ``device_id`` the device is new."""
        device = SignedDevice(device_id or self.ids.random(), self.clock.now() + DEVICE_LIFE)
        return self.signer.sign(_owner(user), device)


def _owner(user: User | None) -> DeviceOwner:
    return DeviceOwner(user.pk, user.password_version) if user else _UNKNOWN_OWNER
