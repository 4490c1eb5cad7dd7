from abc import abstractmethod
from datetime import datetime
from typing import Protocol
from uuid import UUID

import attrs


@attrs.frozen
class DeviceOwner:
    """Whose device it is, and which of their passwords was in force."""

    user_id: UUID
    password_version: int


@attrs.frozen
class SignedDevice:
    """``expires_at`` counts whole seconds."""

    id: UUID
    expires_at: datetime


class DeviceSigner(Protocol):
    """Works out what a device shows to be known again, so that nothing about it is stored."""

    @abstractmethod
    def sign(self, owner: DeviceOwner, device: SignedDevice) -> str:
        """The device and its end, and a MAC over both and the owner, each in unpadded base64url, with a dot between."""

    @abstractmethod
    def verify(self, owner: DeviceOwner, signed: str) -> SignedDevice | None:
        """The device, expired or not, compared in constant time; ``None`` for what was not sealed for this owner."""
