"""What can be done with sessions."""

from dependency_injector import containers, providers

from application.sessions.auth_service import AuthService
from application.sessions.authenticate import Authenticate
from application.sessions.change_password import ChangePassword
from application.sessions.end_all_sessions import EndAllSessions
from application.sessions.end_session import EndSession
from application.sessions.export_data import ExportData
from application.sessions.fill_demo import FillDemo
from application.sessions.list_sessions import ListSessions
from application.sessions.log_in import LogIn
from application.sessions.log_out import LogOut
from application.sessions.log_out_everywhere import LogOutEverywhere
from application.sessions.refresh_tokens import RefreshTokens
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.known_devices import KnownDevices
from application.sessions.services.open_session import OpenSession
from application.sessions.services.session_cap import SessionCap
from bootstrap.settings.settings import Settings


class SessionsContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()
    accounts = providers.DependenciesContainer()
    metrics = providers.DependenciesContainer()
    limits = providers.DependenciesContainer()

    jwt_service = providers.Singleton(
        JWTService,
        signer=foundation.signer,
        store=storage.token_store,
        clock=foundation.clock,
        ids=foundation.ids,
        access_token_life=settings.provided.sessions.access_token_life,
    )
    known_devices = providers.Singleton(
        KnownDevices, sealer=foundation.device_sealer, clock=foundation.clock, ids=foundation.ids
    )
    open_session = providers.Singleton(
        OpenSession,
        store=storage.token_store,
        tokens=jwt_service,
        known=known_devices,
        cap=providers.Singleton(
            SessionCap,
            store=storage.token_store,
            begin=storage.begin,
            mails=accounts.mails,
            limiter=limits.limiter,
            events=foundation.events,
            policy=foundation.session_policy,
        ),
        ids=foundation.ids,
        policy=foundation.session_policy,
    )
    log_in = providers.Singleton(
        LogIn,
        begin=storage.begin,
        read=storage.read,
        check=limits.check_password,
        passwords=foundation.passwords,
        known=known_devices,
        open=open_session,
        verified_only=settings.provided.sessions.require_verified_email,
    )
    change_password = providers.Singleton(
        ChangePassword,
        begin=storage.begin,
        read=storage.read,
        store=storage.token_store,
        check=limits.check_password,
        passwords=foundation.passwords,
        mails=accounts.mails,
        enqueue=foundation.enqueue,
        clock=foundation.clock,
        open=open_session,
    )
    refresh_tokens = providers.Singleton(
        RefreshTokens,
        begin=storage.begin,
        read=storage.read,
        store=storage.token_store,
        tokens=jwt_service,
        mails=accounts.mails,
        events=foundation.events,
        meter=metrics.meter,
        policy=foundation.session_policy,
    )
    authenticate = providers.Singleton(Authenticate, read=storage.read, store=storage.token_store, tokens=jwt_service)
    log_out = providers.Singleton(LogOut, tokens=jwt_service)
    log_out_everywhere = providers.Singleton(
        LogOutEverywhere, begin=storage.begin, enqueue=foundation.enqueue, clock=foundation.clock
    )
    list_sessions = providers.Singleton(ListSessions, read=storage.read, store=storage.token_store)
    end_session = providers.Singleton(EndSession, read=storage.read, store=storage.token_store)
    fill_demo = providers.Singleton(
        FillDemo,
        begin=storage.begin,
        hasher=foundation.hasher,
        store=storage.token_store,
        ids=foundation.ids,
        policy=foundation.session_policy,
    )
    export_data = providers.Singleton(ExportData, read=storage.read, store=storage.token_store)
    end_all_sessions = providers.Singleton(EndAllSessions, read=storage.read, tokens=jwt_service)

    auth_service = providers.Singleton(
        AuthService,
        registering=accounts.register,
        logging_in=log_in,
        refreshing=refresh_tokens,
        authenticating=authenticate,
        logging_out=log_out,
        logging_out_everywhere=log_out_everywhere,
    )
