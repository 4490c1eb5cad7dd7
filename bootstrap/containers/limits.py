"""How often things may be done."""

from dependency_injector import containers, providers

from adapters.rate_limiter.metered import MeteredRateLimiter
from application.accounts.services.check_password import CheckPassword
from application.accounts.services.decoys import Decoys
from application.accounts.services.mail_quota import MailBudget
from application.ports.rate_limiter import RateLimiter
from bootstrap.adapters.rate_limiter import LimiterChoice, in_memory, in_redis, no_limits
from bootstrap.containers.limit_policies import (
    address_policies,
    client_addresses,
    guess_policy,
    mails_to_policy,
    reset_mails_to_policy,
)
from bootstrap.settings.settings import Settings
from entrypoints.http.rate_limits.admission import Limits


class LimitsContainer(containers.DeclarativeContainer):
    settings: providers.Dependency[Settings] = providers.Dependency(instance_of=Settings)
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()
    metrics = providers.DependenciesContainer()

    redis = providers.Singleton(
        in_redis,
        url=settings.provided.limits.counter.text,
        clock=foundation.clock,
        keys=foundation.keys.provider,
        offset=storage.clock_offset,
        patience=storage.patience,
    )
    countings: dict[str, providers.Provider[LimiterChoice]] = {
        "off": providers.Singleton(no_limits),
        "memory": providers.Singleton(in_memory, clock=foundation.clock),
        "redis": redis,
        "rediss": redis,
    }
    counting: providers.Provider[LimiterChoice] = providers.Selector(settings.provided.limits.limiter, **countings)
    limiter: providers.Provider[RateLimiter] = providers.Singleton(
        MeteredRateLimiter, limiter=counting.provided.limiter, meter=metrics.meter
    )

    check_password = providers.Singleton(
        CheckPassword,
        passwords=foundation.passwords,
        decoys=providers.Singleton(
            Decoys,
            read=storage.read,
            hasher=foundation.hasher,
            clock=foundation.clock,
            key=foundation.keys.provided.decoy,
        ),
        limiter=limiter,
        policy=providers.Singleton(guess_policy, settings),
    )
    mail_budget = providers.Singleton(
        MailBudget, limiter=limiter, policy=providers.Singleton(mails_to_policy, settings)
    )
    reset_mail_budget = providers.Singleton(
        MailBudget, limiter=limiter, policy=providers.Singleton(reset_mails_to_policy, settings)
    )
    of_addresses = providers.Singleton(
        Limits,
        addresses=providers.Singleton(client_addresses, settings),
        limiter=limiter,
        policies=providers.Singleton(address_policies, settings),
    )
