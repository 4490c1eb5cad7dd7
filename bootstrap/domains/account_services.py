"""Services that several use cases of accounts share, and sessions with them."""

import attrs

from application.accounts.services.check_password import CheckPassword
from application.accounts.services.confirm_password import ConfirmPassword
from application.accounts.services.decoys import Decoys
from application.accounts.services.link_verifier import LinkVerifier
from application.accounts.services.mail_kinds import MailKinds
from application.accounts.services.mail_quota import MailQuota
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.password_service import PasswordService
from application.accounts.services.record_event import RecordEvent
from bootstrap.ports import Ports
from bootstrap.settings.limits import LimitSettings
from bootstrap.settings.settings import Settings
from domain.accounts.login_throttling import LoginThrottling
from domain.accounts.password_policy import PasswordPolicy


@attrs.frozen(eq=False, kw_only=True, repr=False)
class AccountServices:
    """Passwords, mails, links, and the quotas of mails to one mailbox. Mails that reset a password have a quota of
    their own, so that a stranger who uses up the other one cannot keep an owner from a new password."""

    password_policy: PasswordPolicy
    passwords: PasswordService
    login_throttling: LoginThrottling
    check_password: CheckPassword
    confirm_password: ConfirmPassword
    record: RecordEvent
    mails: OutgoingMail
    links: LinkVerifier
    mail_quota: MailQuota
    reset_mail_quota: MailQuota


def account_services(ports: Ports, settings: Settings, kinds: MailKinds) -> AccountServices:
    """Assembles the services of accounts."""
    accounts, limits = settings.accounts, settings.limits
    policy = PasswordPolicy(ports.common_passwords, accounts.password_min_length, accounts.password_max_length)
    passwords = PasswordService(policy, ports.hasher)
    throttling = _login_throttling(limits)
    record = RecordEvent(ports.begin)
    decoys = Decoys(ports.read, ports.hasher, ports.clock, ports.keys.decoy)
    check_password = CheckPassword(passwords, decoys, ports.limiter, throttling)
    return AccountServices(
        password_policy=policy,
        passwords=passwords,
        login_throttling=throttling,
        check_password=check_password,
        confirm_password=ConfirmPassword(ports.read, check_password, record, ports.clock),
        record=record,
        mails=OutgoingMail(ports.enqueue, ports.clock, ports.ids, kinds),
        links=LinkVerifier(ports.link_signer, ports.clock),
        mail_quota=MailQuota(ports.limiter, limits.mails_to.named("mails-to")),
        reset_mail_quota=MailQuota(ports.limiter, limits.mails_to.named("reset-mails-to")),
    )


def _login_throttling(settings: LimitSettings) -> LoginThrottling:
    return LoginThrottling(
        sign_ins=settings.sign_ins.named("sign-ins"),
        one_network=settings.guesses.named("guesses"),
        unknown_devices=settings.all_guesses.named("all-guesses"),
        known_device=settings.guesses.named("device-guesses"),
        beyond_limit=settings.guesses.named("known-sign-ins"),
    )
