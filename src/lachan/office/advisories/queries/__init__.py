"""What readers of advisories get: the public text for every channel, and the pages of the desk.

For channels, portal and feeds: `published`, `public_text`, `changed_since`, `address_of`.
"""

from lachan.office.advisories.queries.public import (
    PublicAdvisory,
    address_of,
    changed_since,
    find_published,
    public_text,
    published,
)

__all__ = ["PublicAdvisory", "address_of", "changed_since", "find_published", "public_text", "published"]
