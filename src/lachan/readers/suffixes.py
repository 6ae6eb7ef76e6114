"""Where a registrable name begins, by the public suffix list that comes with tldextract; nothing is fetched."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Parts:
    """A host cut up: `sub`.`label`.`suffix`; `hosted` where the suffix is a service that gives names away."""

    sub: str
    label: str
    suffix: str
    hosted: bool

    @property
    def registrable(self) -> str:
        """What somebody registered, or was given by a service."""
        return f"{self.label}.{self.suffix}" if self.suffix else self.label


@lru_cache(maxsize=1024)
def parts_of(host: str) -> Parts:
    """The parts of a host in ASCII; an unknown ending counts as a suffix of one label."""
    found = _extractor()(host)
    if not found.suffix:
        rest, _, last = host.rpartition(".")
        sub, _, label = rest.rpartition(".")
        return Parts(sub, label, last, False)
    return Parts(
        found.subdomain, found.domain, found.suffix, found.is_private or found.top_domain_under_public_suffix in HOSTS
    )


@lru_cache(maxsize=4096)
def is_suffix(ending: str) -> bool:
    """Whether names are given out below this ending ("vn", "com.vn"), going by the list; in small letters."""
    # .example belongs to nobody (RFC 2606): demonstrations and tests invent their sites under it.
    return ending == "example" or bool(_extractor()(f"a.{ending}").suffix == ending)


HOSTS = frozenset({
    "weebly.com", "wixsite.com", "wordpress.com", "blogspot.com", "000webhostapp.com", "godaddysites.com",
    "webnode.page", "square.site", "mystrikingly.com", "jimdosite.com", "ladi.me", "ladipage.vn", "byethost.com",
    "epizy.com", "sites.google.com", "getresponsesite.com", "webflow.io", "carrd.co", "my.id", "duckdns.org",
    "weeblysite.com",
})  # fmt: skip
"""Services that give names away and are not on the public suffix list."""


@cache
def _extractor() -> Any:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
