from application.ports.mailer import Mail, Mailer


class MemoryMailer(Mailer):
    """Keeps mails in the order in which they were sent."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def send(self, mail: Mail) -> None:
        self.mails.append(mail)
