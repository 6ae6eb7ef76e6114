"""Who gives indicators out to other systems, and the ids of what is given: the same again for the same thing."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from lachan.exchange.blocklists import ListedName


@dataclass(frozen=True, slots=True)
class Publisher:
    """The issuing office: its name, and the address (https://…) that is its own and nobody else's."""

    name: str
    address: str

    def uuid(self, *parts: str) -> uuid.UUID:
        """The id of a thing of this office, by what names it; the office's own without parts. Version 5 (RFC 9562)."""
        own = uuid.uuid5(uuid.NAMESPACE_URL, self.address)
        return uuid.uuid5(own, ":".join(parts)) if parts else own


@dataclass(frozen=True, slots=True)
class Indicator:
    """One life of a name in the lists: `life` names it, `changed` is the moment of its last change (aware).

    `withdrawn`: it stands in no list any more and must not be acted on.
    """

    entry: ListedName
    life: str
    changed: datetime
    withdrawn: bool = False
