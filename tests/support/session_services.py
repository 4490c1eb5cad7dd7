"""The services of sessions over memory: what a test of their use cases hands to a constructor."""

from adapters.challenge_signer.hmac import HmacChallengeSigner
from adapters.meter.prometheus import PrometheusMeter
from adapters.random_source.system import SystemRandomSource
from adapters.secret_cipher.aes_gcm import AesGcmSecretCipher
from adapters.token_signer.hmac import HmacKey
from adapters.token_signer.jws import JwsTokenSigner
from adapters.token_signer.signing_key import SingleKey
from application.credentials.services.code_check import CodeCheck
from application.credentials.services.known_devices import KnownDevices
from application.credentials.services.password_method import PasswordMethod
from application.credentials.services.recovery_codes import RecoveryCodes
from application.credentials.services.second_step import SecondStep
from application.credentials.services.sign_in import SignIn
from application.credentials.services.totp_method import TotpMethod
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.open_session import OpenSession
from application.sessions.services.session_cap import SessionCap
from application.sessions.services.tokens import TokenPair
from domain.accounts.user import User
from domain.credentials.authentication import Authenticated
from domain.sessions.session import Device
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.rate_limits import RateLimit
from tests.support.memory_ports import GUESSES, KEY, MemoryPorts


class SessionServices:
    """The services of sessions over these ports."""

    def __init__(self, ports: MemoryPorts) -> None:
        self.clock = ports.clock
        self.meter = PrometheusMeter({})
        access, refresh = SingleKey(HmacKey(KEY)), SingleKey(HmacKey(KEY[::-1]))
        signer = JwsTokenSigner(access=access, refresh=refresh, issuer="cortex")
        self.tokens = JWTService(signer, ports.store, ports.clock, ports.ids)
        self.known_devices = KnownDevices(ports.device_signer, ports.clock, ports.ids)
        self.recovery_codes = RecoveryCodes(SystemRandomSource(), ports.ids, KEY)
        self.totp = TotpMethod(AesGcmSecretCipher(KEY))
        self.check_code = CodeCheck(
            ports.begin,
            [self.totp, self.recovery_codes],
            ports.limiter,
            RateLimit("code-guesses", 10, 900),
            ports.mails,
            ports.clock,
        )
        self.second_step = SecondStep(
            ports.read, self.check_code, HmacChallengeSigner(KEY), ports.mails, ports.record, ports.clock, ports.ids
        )
        policy = ports.session_policy
        cap = SessionCap(ports.store, ports.begin, ports.mails, ports.limiter, policy)
        self.open_session = OpenSession(
            ports.principals, ports.store, self.tokens, self.known_devices, cap, ports.record, ports.ids, policy
        )

    def sign_in(self, ports: MemoryPorts, *, verified_only: bool = False) -> SignIn:
        """The process of signing in by password and second factor."""
        password = PasswordMethod(
            ports.begin,
            ports.read,
            ports.check_password,
            ports.passwords,
            self.known_devices,
            ports.limiter,
            GUESSES,
            ports.record,
            ports.clock,
            verified_only=verified_only,
        )
        return SignIn(password, self.second_step)

    async def log_in(self, user: User, platform: Platform = Platform.CUSTOMER) -> TokenPair:
        """Opens a session without a password."""
        authenticated = Authenticated(user=user, methods=("pwd",), at=self.clock.now())
        return (await self.open_session(authenticated, platform=platform, device=Device())).tokens
