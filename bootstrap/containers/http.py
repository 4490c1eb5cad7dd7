"""The doors of the web process."""

from importlib.metadata import version

from dependency_injector import containers, providers

from adapters.tracer.null import SilentTracer
from application.jobs.count_jobs import CountJobs
from bootstrap.adapters.mailer import mail_destination
from bootstrap.containers.domain import with_handlers
from bootstrap.settings.settings import Settings
from domain.shared_kernel.platform import Platform
from entrypoints.http.admin.entry import AdminEntry
from entrypoints.http.admin.jobs import JobHandlers
from entrypoints.http.admin.user_access import UserAccessHandlers
from entrypoints.http.admin.user_sessions import UserSessionHandlers
from entrypoints.http.admin.users import UserHandlers
from entrypoints.http.application import HttpEntrypoint
from entrypoints.http.customer.account import AccountHandlers
from entrypoints.http.customer.email_verification import EmailHandlers
from entrypoints.http.customer.entry import CustomerEntry
from entrypoints.http.operations.dependencies import Dependency, DetailedHealth
from entrypoints.http.operations.health import Health, PublicKeys
from entrypoints.http.operations.listener import OperationsListener
from entrypoints.http.operations.metrics import Metrics
from entrypoints.http.operations.readiness import ServingDependencies
from entrypoints.http.pages.account_pages import ROOT, AccountPages
from entrypoints.http.pages.problem_pages import ProblemPages
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.pages.root_page import RootPage
from entrypoints.http.pages.routes import routes_of_pages
from entrypoints.http.server.greeting import Greeting
from entrypoints.http.serving import Readiness, Server
from entrypoints.http.shared.email_change import MyEmailHandlers
from entrypoints.http.shared.me import MeHandlers
from entrypoints.http.shared.password_reset import PasswordHandlers
from entrypoints.http.shared.sessions import MySessionHandlers
from entrypoints.http.shared.tokens import TokenHandlers
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.cursors import Cursors


class HttpContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()
    accounts = providers.DependenciesContainer()
    sessions = providers.DependenciesContainer()
    metrics = providers.DependenciesContainer()
    limits = providers.DependenciesContainer()
    jobs = providers.DependenciesContainer()
    domains: providers.Dependency[list[object]] = providers.Dependency()

    cursors = providers.Singleton(Cursors, foundation.keys.provided.cursor)

    cookies = providers.Singleton(
        RefreshCookies,
        public_origin=settings.provided.web.public.text,
        is_local=settings.provided.web.is_local,
        allowed_origins=settings.provided.web.allowed_origins,
    )

    devices = providers.Singleton(DeviceCookies, is_local=settings.provided.web.is_local)

    me = providers.Singleton(
        MeHandlers,
        editing=accounts.edit_user,
        changing_password=sessions.change_password,
        cookies=cookies,
        devices=devices,
    )
    my_email = providers.Singleton(MyEmailHandlers, changing=accounts.request_email_change)
    my_sessions = providers.Singleton(
        MySessionHandlers,
        listing=sessions.list_sessions,
        ending=sessions.end_session,
        ending_all=sessions.end_all_sessions,
        cursors=cursors,
    )
    tokens = providers.Factory(
        TokenHandlers,
        refreshing=sessions.refresh_tokens,
        logging_out=sessions.log_out,
        logging_out_everywhere=sessions.log_out_everywhere,
        cookies=cookies,
    )
    passwords = providers.Factory(
        PasswordHandlers,
        forgetting=accounts.forgot_password,
        setting=accounts.set_password,
        known=sessions.known_devices,
        devices=devices,
    )
    customer = providers.List(
        providers.Singleton(
            CustomerEntry,
            registering=accounts.register,
            logging_in=sessions.log_in,
            cookies=cookies,
            devices=devices,
        ),
        providers.Singleton(tokens, platform=Platform.CUSTOMER),
        providers.Singleton(passwords, platform=Platform.CUSTOMER),
        providers.Singleton(
            EmailHandlers,
            confirming=accounts.confirm_email,
            resending=accounts.resend_verification,
        ),
        me,
        my_email,
        my_sessions,
        providers.Singleton(AccountHandlers, exporting=sessions.export_data, deleting=accounts.delete_account),
    )
    admin = providers.List(
        providers.Singleton(AdminEntry, logging_in=sessions.log_in, cookies=cookies, devices=devices),
        providers.Singleton(tokens, platform=Platform.ADMIN),
        providers.Singleton(passwords, platform=Platform.ADMIN),
        me,
        my_email,
        my_sessions,
        providers.Singleton(
            UserHandlers,
            listing=accounts.list_users,
            getting=accounts.get_user,
            inviting=accounts.invite_user,
            editing=accounts.edit_any_user,
            deleting=accounts.delete_user,
            cursors=cursors,
        ),
        providers.Singleton(
            UserAccessHandlers,
            locking=accounts.lock_user,
            unlocking=accounts.unlock_user,
            resetting=accounts.send_password_reset,
            inviting_again=accounts.resend_invitation,
        ),
        providers.Singleton(
            UserSessionHandlers,
            listing=sessions.list_sessions,
            ending=sessions.end_session,
            ending_all=sessions.end_all_sessions,
            cursors=cursors,
        ),
        providers.Singleton(
            JobHandlers,
            listing=jobs.list_jobs,
            retrying=jobs.retry_job,
            cursors=cursors,
        ),
    )
    database = providers.Singleton(Dependency, name="database", ask=storage.storage.provided.ping)
    token_store = providers.Singleton(Dependency, name="token store", ask=storage.sessions.provided.try_out)
    needed = providers.List(database, token_store)
    watched = providers.List(
        database, token_store, providers.Singleton(Dependency, name="broker", ask=jobs.broker.provided.ping)
    )
    readiness = providers.Singleton(Readiness, serves=providers.Singleton(ServingDependencies, needed))
    root = providers.List(
        providers.Singleton(Health, ready=readiness),
        providers.Singleton(
            PublicKeys, public=foundation.signer.provided.public_keys, max_age=settings.provided.keys.notice
        ),
    )
    context = providers.Singleton(
        SchemaContext,
        emails=foundation.emails,
        passwords=foundation.password_policy,
        cursors=cursors,
    )
    renderer = providers.Singleton(
        PageRenderer,
        foundation.translator,
        service=settings.provided.service_name,
        style_address=f"{ROOT}/style.css",
    )
    account_pages = providers.Singleton(
        AccountPages,
        looking=accounts.look_at_link,
        confirming=accounts.confirm_email,
        setting=accounts.set_password,
        known=sessions.known_devices,
        devices=devices,
        renderer=renderer,
        public_origin=settings.provided.web.public.text,
        min_password=settings.provided.accounts.password_min_length,
        limits=limits.of_addresses,
    )
    problem_pages = providers.Singleton(
        ProblemPages,
        renderer=renderer,
        public_origin=settings.provided.web.public.text,
        limits=limits.of_addresses,
    )
    root_page = providers.Singleton(
        RootPage,
        renderer=renderer,
        service=settings.provided.service_name,
        public_origin=settings.provided.web.public.text,
        docs=settings.provided.web.serves_docs,
        limits=limits.of_addresses,
    )
    entrypoint = providers.Singleton(
        HttpEntrypoint,
        pages=providers.Callable(routes_of_pages, account_pages, problem_pages, root_page),
        customer=providers.Callable(with_handlers, customer, domains, "customer"),
        admin=providers.Callable(with_handlers, admin, domains, "admin"),
        root=root,
        translator=foundation.translator,
        authenticate=sessions.authenticate,
        context=context,
        meter=metrics.meter,
        tracer=metrics.tracer,
        connections=metrics.connections,
        cookies=cookies,
        devices=devices,
        limits=limits.of_addresses,
        allowed_origins=settings.provided.web.allowed_origins,
        public_origin=settings.provided.web.public.text,
        is_https=settings.provided.web.is_https,
        docs=settings.provided.web.serves_docs,
        version=providers.Callable(version, "nexus-cortex"),
    )
    server = providers.Singleton(
        Server,
        entrypoint=entrypoint,
        readiness=readiness,
        delay=settings.provided.operations.shutdown_delay,
        greeting=providers.Singleton(
            Greeting,
            docs=settings.provided.web.serves_docs,
            mails=providers.Callable(
                mail_destination, settings.provided.mail.url, broker=settings.provided.jobs.broker.scheme
            ),
        ),
    )
    operations = providers.Singleton(
        OperationsListener,
        entrypoint=providers.Singleton(
            HttpEntrypoint,
            customer=(),
            admin=(),
            root=providers.List(
                providers.Singleton(DetailedHealth, dependencies=watched),
                providers.Singleton(
                    Metrics,
                    meter=metrics.meter,
                    counting=providers.Singleton(CountJobs, read=storage.read, clock=foundation.clock),
                ),
            ),
            translator=foundation.translator,
            authenticate=sessions.authenticate,
            context=context,
            meter=metrics.meter,
            tracer=providers.Singleton(SilentTracer),
            public_origin=settings.provided.web.public.text,
            docs=False,
        ),
        meter=metrics.meter,
        lag=metrics.lag,
        bind=settings.provided.operations.listens_on,
    )
