"""The ways to sign in."""

import attrs

from application.credentials.services.known_devices import KnownDevices
from application.credentials.services.password_method import PasswordMethod
from application.credentials.services.sign_in import SignIn
from bootstrap.domains.accounts import Accounts
from bootstrap.ports import Ports
from bootstrap.settings.sessions import SessionSettings


@attrs.frozen(kw_only=True)
class Credentials:
    """The process of signing in, and the devices that are known from earlier ones."""

    known_devices: KnownDevices
    sign_in: SignIn


def credentials(ports: Ports, accounts: Accounts, settings: SessionSettings) -> Credentials:
    """Assembles the methods of signing in."""
    services, known_devices = accounts.services, KnownDevices(ports.device_signer, ports.clock, ports.ids)
    password = PasswordMethod(
        ports.begin,
        ports.read,
        services.check_password,
        services.passwords,
        known_devices,
        ports.limiter,
        services.login_throttling,
        ports.clock,
        settings.require_verified_email,
    )
    return Credentials(known_devices=known_devices, sign_in=SignIn(password))
