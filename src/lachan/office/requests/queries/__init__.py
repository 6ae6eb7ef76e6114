"""What may be seen of requests, and the figures of annex 6."""

from lachan.office.requests.queries.figures import counts_in, statistics, was_asked
from lachan.office.requests.queries.lists import RequestFilter, overseen, requests_of

__all__ = ["RequestFilter", "counts_in", "overseen", "requests_of", "statistics", "was_asked"]
