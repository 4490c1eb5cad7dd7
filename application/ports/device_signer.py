from abc import abstractmethod
from datetime import datetime
from typing import Protocol
from uuid import UUID

import attrs


@attrs.frozen
class DeviceOwner:
    """The user of a device, and the number of the password that was in force when the device signed in."""

    user_id: UUID
    password_version: int


@attrs.frozen
class SignedDevice:
    """A device and its expiry; ``expires_at`` has whole seconds."""

    id: UUID
    expires_at: datetime


class DeviceSigner(Protocol):
    """Signs the tokens by which known devices are recognised, so that nothing about a device is stored."""

    @abstractmethod
    def sign(self, owner: DeviceOwner, device: SignedDevice) -> str:
        """Returns the device with its expiry, and a MAC over both and the owner: each in unpadded base64url, with a dot
        between."""

    @abstractmethod
    def verify(self, owner: DeviceOwner, signed: str) -> SignedDevice | None:
        """Returns the device, expired or not, or ``None`` if the token was not signed for this owner. Compares in
        constant time."""
