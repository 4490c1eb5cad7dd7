"""The list of methods that confirm a sign-in."""

from collections.abc import Callable, Sequence

from application.credentials.services.authentication_method import AuthenticationMethod
from application.credentials.services.recovery_codes import RecoveryCodes
from application.credentials.services.totp_method import TotpMethod
from bootstrap.ports import Ports


def totp_method(ports: Ports) -> TotpMethod:
    """Assembles the method of authenticator apps."""
    return TotpMethod(ports.cipher)


def recovery_codes(ports: Ports) -> RecoveryCodes:
    """Assembles the method of recovery codes."""
    return RecoveryCodes(ports.random, ports.ids, ports.keys.recovery_code)


METHODS: Sequence[Callable[[Ports], AuthenticationMethod]] = (totp_method, recovery_codes)
"""The methods that confirm a sign-in after the password, in the order in which clients are offered them."""
