"""What the settings grant, as policies."""

from collections.abc import Callable, Mapping

from bootstrap.settings.settings import Settings
from domain.accounts.login_throttling import GuessPolicy
from domain.shared_kernel.networks import plain_address, widest_network
from domain.shared_kernel.rate_limits import Policy
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.policies import Limit
from entrypoints.http.rate_limits.proxy_detection import ProxyWatch


def address_policies(settings: Settings) -> Mapping[Limit, Policy]:
    """What one address may do."""
    return {
        Limit.REQUESTS: settings.limits.requests.named("requests"),
        Limit.SIGN_INS: settings.limits.sign_ins.named("sign-ins"),
        Limit.MAILS: settings.limits.mails.named("mails"),
        Limit.RESET_MAILS: settings.limits.mails.named("reset-mails"),
        Limit.NEW_PASSWORDS: settings.limits.sign_ins.named("new-passwords"),
    }


def guess_policy(settings: Settings) -> GuessPolicy:
    return GuessPolicy(
        from_network=settings.limits.guesses.named("guesses"),
        from_strangers=settings.limits.all_guesses.named("all-guesses"),
        from_device=settings.limits.guesses.named("device-guesses"),
        beyond_limit=settings.limits.guesses.named("known-sign-ins"),
    )


def mails_to_policy(settings: Settings) -> Policy:
    return settings.limits.mails_to.named("mails-to")


def reset_mails_to_policy(settings: Settings) -> Policy:
    """Of its own: who has all other mails to somebody sent cannot keep them from a new password."""
    return settings.limits.mails_to.named("reset-mails-to")


def client_addresses(settings: Settings) -> ClientAddresses:
    return ClientAddresses(settings.limits.trusted_proxies, ProxyWatch(alone_here=settings.web.is_local))


def connection_owners(settings: Settings) -> Callable[[str | None], str | None]:
    """Whom the connections of an address are counted for; nobody where it is a proxy's."""
    trusted = settings.limits.trusted_proxies

    def owner_of(address: str | None) -> str | None:
        try:
            peer = plain_address(address or "")
        except ValueError:
            return None
        return None if any(peer in network for network in trusted) else widest_network(peer)

    return owner_of
