"""The ports with their chosen adapters."""

from bootstrap.containers.adapters import AdaptersContainer
from bootstrap.ports import Ports


def ports_of(chosen: AdaptersContainer) -> Ports:
    """Makes every chosen adapter; nothing connects. From here on the storage knows the subscribers of events."""
    database = chosen.database()
    chosen.late_subscribers().bind(chosen.subscribers)
    return Ports(
        begin=database.begin,
        read=database.read,
        token_store=chosen.token_store().store,
        check_token_store=chosen.token_store().check_server,
        principals=chosen.principals(),
        clock=chosen.clock(),
        ids=chosen.ids(),
        emails=chosen.emails(),
        translator=chosen.translator(),
        keys=chosen.keys(),
        signer=chosen.signer(),
        link_signer=chosen.link_signer(),
        device_signer=chosen.device_signer(),
        challenge_signer=chosen.challenge_signer(),
        cipher=chosen.cipher(),
        audit_mac=chosen.audit_mac(),
        seal_mac=chosen.seal_mac(),
        random=chosen.random(),
        qr_code=chosen.qr_code(),
        hasher=chosen.hasher(),
        common_passwords=chosen.common_passwords(),
        limiter=chosen.limiter(),
        mailer=chosen.mailer(),
        composer=chosen.composer(),
        meter=chosen.meter(),
        tracer=chosen.tracer(),
    )
