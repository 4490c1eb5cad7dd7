"""The ports of the application with their adapters."""

from collections.abc import Awaitable, Callable

import attrs

from adapters.key_derivation.hkdf import DerivedKeys
from application.jobs.services.enqueue import Enqueue
from application.ports.audit_mac import AuditMac
from application.ports.challenge_signer import ChallengeSigner
from application.ports.clock import Clock
from application.ports.common_passwords import CommonPasswords
from application.ports.device_signer import DeviceSigner
from application.ports.email_parser import EmailParser
from application.ports.id_factory import IdFactory
from application.ports.link_signer import LinkSigner
from application.ports.mail_composer import MailComposer
from application.ports.mailer import Mailer
from application.ports.meter import Meter
from application.ports.password_hasher import PasswordHasher
from application.ports.principal_loader import PrincipalLoader
from application.ports.qr_code import QrCode
from application.ports.random_source import RandomSource
from application.ports.rate_limiter import RateLimiter
from application.ports.secret_cipher import SecretCipher
from application.ports.token_signer import TokenSigner
from application.ports.token_store import TokenStore
from application.ports.tracer import Tracer
from application.ports.translator import Translator
from application.ports.unit_of_work import BeginWork, ReadWork


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Ports:
    """The ports that domains are assembled with. ``keys`` are derived from the secret, one for each use."""

    begin: BeginWork
    read: ReadWork
    token_store: TokenStore
    check_token_store: Callable[[], Awaitable[None]]
    """Raises if the token store refuses something or does not answer."""
    principals: PrincipalLoader
    clock: Clock
    ids: IdFactory
    emails: EmailParser
    translator: Translator
    keys: DerivedKeys
    signer: TokenSigner
    link_signer: LinkSigner
    device_signer: DeviceSigner
    challenge_signer: ChallengeSigner
    cipher: SecretCipher
    audit_mac: AuditMac
    seal_mac: AuditMac
    random: RandomSource
    qr_code: QrCode
    hasher: PasswordHasher
    common_passwords: CommonPasswords
    limiter: RateLimiter
    mailer: Mailer
    composer: MailComposer
    meter: Meter
    tracer: Tracer
    enqueue: Enqueue = attrs.field(
        init=False, default=attrs.Factory(lambda ports: Enqueue(clock=ports.clock, ids=ports.ids), takes_self=True)
    )
    """Stores jobs in a unit of work. It is no port, but every domain needs it."""
