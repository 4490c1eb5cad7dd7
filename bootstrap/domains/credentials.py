"""The ways to sign in, and second factors."""

import attrs

from application.credentials.add_totp import AddTotp
from application.credentials.list_factors import ListFactors
from application.credentials.remove_factor import RemoveFactor
from application.credentials.renew_recovery_codes import RenewRecoveryCodes
from application.credentials.reset_mfa import ResetMfa
from application.credentials.services.code_check import CodeCheck
from application.credentials.services.known_devices import KnownDevices
from application.credentials.services.password_method import PasswordMethod
from application.credentials.services.recovery_codes import RecoveryCodes
from application.credentials.services.second_step import SecondStep
from application.credentials.services.sign_in import SignIn
from application.credentials.services.totp_method import TotpMethod
from bootstrap.domains import second_factors
from bootstrap.domains.accounts import Accounts
from bootstrap.ports import Ports
from bootstrap.settings.credentials import CredentialSettings
from bootstrap.settings.settings import Settings


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Credentials:
    """The process of signing in, the devices that are known from earlier ones, and the use cases of second factors."""

    known_devices: KnownDevices
    sign_in: SignIn
    check_code: CodeCheck
    totp: TotpMethod
    recovery_codes: RecoveryCodes

    list_factors: ListFactors
    add_totp: AddTotp
    remove_factor: RemoveFactor
    renew_recovery_codes: RenewRecoveryCodes
    reset_mfa: ResetMfa


def credentials(ports: Ports, accounts: Accounts, settings: Settings) -> Credentials:
    """Assembles the methods of signing in, and the use cases of second factors."""
    begin, read, clock, ids = ports.begin, ports.read, ports.clock, ports.ids
    mails, known_devices = accounts.services.mails, KnownDevices(ports.device_signer, clock, ids)
    methods, policy = [make(ports) for make in second_factors.METHODS], settings.limits.guesses.named("code-guesses")
    check_code = CodeCheck(begin, methods, ports.limiter, policy, mails, clock)
    second_step = SecondStep(read, check_code, ports.challenge_signer, mails, accounts.services.record, clock, ids)
    password = _password_method(ports, accounts, known_devices, verified_only=settings.sessions.require_verified_email)
    totp, codes = second_factors.totp_method(ports), second_factors.recovery_codes(ports)
    confirm = accounts.services.confirm_password
    needs_one, service = requires_staff_mfa(settings), settings.service_name
    return Credentials(
        known_devices=known_devices,
        sign_in=SignIn(password, second_step),
        check_code=check_code,
        totp=totp,
        recovery_codes=codes,
        list_factors=ListFactors(read, codes),
        add_totp=AddTotp(begin, confirm, totp, ports.random, ports.qr_code, clock, ids, service),
        remove_factor=RemoveFactor(begin, read, confirm, check_code, codes, mails, clock, needs_one),
        renew_recovery_codes=RenewRecoveryCodes(confirm, check_code, codes, mails, clock),
        reset_mfa=ResetMfa(begin, mails, ports.enqueue, clock),
    )


def requires_staff_mfa(settings: Settings) -> bool:
    """Returns true if staff can do nothing but enrol a second factor before they have one."""
    chosen = settings.of(CredentialSettings).staff_mfa
    return chosen == "required" or (chosen == "auto" and not settings.web.is_local)


def _password_method(
    ports: Ports, accounts: Accounts, known_devices: KnownDevices, *, verified_only: bool
) -> PasswordMethod:
    services = accounts.services
    return PasswordMethod(
        ports.begin,
        ports.read,
        services.check_password,
        services.passwords,
        known_devices,
        ports.limiter,
        services.login_throttling,
        services.record,
        ports.clock,
        verified_only,
    )
