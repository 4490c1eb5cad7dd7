"""Links that people find in their mails."""

import re
from urllib.parse import unquote

from tests.faults.deployment.deployment import Deployment
from tests.support.eventually import eventually
from tests.support.mail_servers import text_of
from tests.system.process.cortex import ENOUGH

LINK = re.compile(r"/(reset-password|verify-email)\?token=([^\s\"<>]+)")


async def mailed_token(deployment: Deployment, email: str, kind: str = "reset-password") -> str:
    """Waits for a mail with a link; its token."""
    found: list[str] = []

    async def has_come() -> bool:
        for message in deployment.stores.box.messages_to(email):
            found.extend(token for page, token in LINK.findall(text_of(message, "plain")) if page == kind)
        return bool(found)

    await eventually(has_come, within=ENOUGH)
    token = unquote(found[-1])
    deployment.model.keep_secret(token)
    return token
