"""One visit: fetch the page, then take its picture. Runs where nothing of the office is in reach."""

from lachan.office.evidence.collecting.gathered import Gathered, Job, step_of
from lachan.office.evidence.collecting.picture import draw
from lachan.office.fetching import OUTSIDE, Limits, NotFetched, Way, fetch

# As a person's browser says it: pages of fraud hide from whatever else calls.
HEADERS = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi-VN,vi;q=0.9",
}
LIMITS = Limits(seconds=40, step=10, most_raw=8 * 1024 * 1024, most=16 * 1024 * 1024)


def gather(job: Job, *, isolated: bool, way: Way = OUTSIDE) -> Gathered:
    """What stands at the link, or why nothing could be had of it."""
    try:
        found = fetch(job.link, limits=LIMITS, headers=HEADERS, insist=False, way=way)
    except NotFetched as no:
        steps = tuple(step_of(one) for one in no.hops)
        return Gathered(steps=steps, trouble=no.trouble.value, what=no.what[:300], isolated=isolated)
    drawn = draw(found.hops[0].link.text, browser=job.browser, sandbox=job.sandbox, way=way)
    return Gathered(
        steps=tuple(step_of(one) for one in found.hops), content=found.content, raw_bytes=found.raw_bytes,
        cut=found.cut, picture=drawn.picture, no_picture=drawn.why, calls=drawn.calls, isolated=isolated,
    )  # fmt: skip
