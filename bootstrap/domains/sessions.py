"""The use cases of sessions."""

import attrs

from application.sessions.auth_service import AuthService
from application.sessions.authenticate import Authenticate
from application.sessions.change_password import ChangePassword
from application.sessions.complete_log_in import CompleteLogIn
from application.sessions.confirm_factor import ConfirmFactor
from application.sessions.end_all_sessions_as_staff import EndAllSessionsAsStaff
from application.sessions.end_other_sessions import EndOtherSessions
from application.sessions.end_session import EndSession
from application.sessions.end_session_as_staff import EndSessionAsStaff
from application.sessions.fill_demo import FillDemo
from application.sessions.list_sessions import ListSessions
from application.sessions.log_in import LogIn
from application.sessions.log_out import LogOut
from application.sessions.log_out_everywhere import LogOutEverywhere
from application.sessions.refresh_tokens import RefreshTokens
from application.sessions.remove_dead_sessions import RemoveDeadSessions
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.open_session import OpenSession
from application.sessions.services.session_cap import SessionCap
from bootstrap.domains.accounts import Accounts
from bootstrap.domains.credentials import Credentials
from bootstrap.ports import Ports
from bootstrap.settings.sessions import SessionSettings
from domain.sessions.session import SessionPolicy


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Sessions:
    """The use cases of sessions, and the services that they share."""

    jwt_service: JWTService
    open_session: OpenSession

    log_in: LogIn
    complete_log_in: CompleteLogIn
    confirm_factor: ConfirmFactor
    refresh_tokens: RefreshTokens
    authenticate: Authenticate
    log_out: LogOut
    log_out_everywhere: LogOutEverywhere
    change_password: ChangePassword
    list_sessions: ListSessions
    end_session: EndSession
    end_other_sessions: EndOtherSessions
    end_session_as_staff: EndSessionAsStaff
    end_all_sessions_as_staff: EndAllSessionsAsStaff

    fill_demo: FillDemo
    remove_dead_sessions: RemoveDeadSessions


def sessions(ports: Ports, accounts: Accounts, credentials: Credentials, settings: SessionSettings) -> Sessions:
    """Assembles the use cases of sessions."""
    begin, read, store, clock, ids = ports.begin, ports.read, ports.token_store, ports.clock, ports.ids
    mails, passwords, check = accounts.services.mails, accounts.services.passwords, accounts.services.check_password
    record = accounts.services.record
    policy = session_policy(settings)
    tokens = JWTService(ports.signer, store, clock, ids, settings.access_token_life)
    cap = SessionCap(store, begin, mails, ports.limiter, policy)
    open_session = OpenSession(ports.principals, store, tokens, credentials.known_devices, cap, record, ids, policy)
    return Sessions(
        jwt_service=tokens,
        open_session=open_session,
        complete_log_in=CompleteLogIn(credentials.sign_in, open_session),
        confirm_factor=ConfirmFactor(
            begin,
            read,
            store,
            tokens,
            credentials.check_code,
            credentials.totp,
            credentials.recovery_codes,
            mails,
            clock,
        ),
        log_in=LogIn(credentials.sign_in, open_session),
        refresh_tokens=RefreshTokens(begin, ports.principals, store, tokens, mails, record, ports.meter, policy),
        authenticate=Authenticate(ports.principals, store, tokens),
        log_out=LogOut(tokens, store, record),
        log_out_everywhere=LogOutEverywhere(begin, ports.enqueue, clock),
        change_password=ChangePassword(
            begin, read, store, check, passwords, mails, ports.enqueue, clock, open_session, record
        ),
        list_sessions=ListSessions(read, store),
        end_session=EndSession(read, store, record),
        end_other_sessions=EndOtherSessions(tokens, record, clock),
        end_session_as_staff=EndSessionAsStaff(read, store, record),
        end_all_sessions_as_staff=EndAllSessionsAsStaff(begin, ports.enqueue, clock),
        fill_demo=FillDemo(begin, ports.hasher, store, ids, policy, clock),
        remove_dead_sessions=RemoveDeadSessions(read, store),
    )


def auth_service(accounts: Accounts, sessions: Sessions) -> AuthService:
    """Assembles the use cases of signing in as one object, for programs that embed the service."""
    return AuthService(
        accounts.register,
        sessions.log_in,
        sessions.refresh_tokens,
        sessions.authenticate,
        sessions.log_out,
        sessions.log_out_everywhere,
    )


def session_policy(settings: SessionSettings) -> SessionPolicy:
    """Returns the lives of sessions, and the number that an account may have."""
    return SessionPolicy(settings.idle, settings.longest, settings.grace, settings.per_account)
