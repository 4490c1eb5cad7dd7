import attrs

from application.ports.audit_mac import AuditMac
from application.ports.id_factory import IdFactory
from application.ports.random_source import RandomSource
from domain.audit.act import Act
from domain.audit.entry import AuditEntry
from domain.audit.personal import SALT_BYTES


@attrs.frozen(eq=False, repr=False)
class NewEntry:
    """Makes the signed entry of an act, which the caller stores in the transaction of the act."""

    ids: IdFactory
    random: RandomSource
    mac: AuditMac

    def __call__(self, act: Act) -> AuditEntry:
        """Returns the entry."""
        salts = self.random.secret(SALT_BYTES), self.random.secret(SALT_BYTES)
        entry = AuditEntry.of(self.ids.ordered(), act, salts=salts, key_id=self.mac.key_id)
        entry.mac = self.mac.sign(entry.canonical())
        return entry
