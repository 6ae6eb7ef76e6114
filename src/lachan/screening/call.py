"""One call attempt as the network hands it over: texts of headers, and where it came from. Nothing is believed yet."""

from collections.abc import Sequence


class Call:
    """One INVITE. Texts are values of headers as received, "" where there is none; a header that occurs several times
    is one text, with commas.

    `callee` is the Request-URI, `source` the address of the sender ("203.0.113.5", "2001:db8::1"), `tls_name` the name
    in its verified certificate, `identity` the values of Identity headers (RFC 8224), `call_id` that of Call-ID.
    `within`: the INVITE changes a call that stands already (it has a tag in To), and need not be signed anew.
    """

    __slots__ = (
        "asserted",
        "call_id",
        "callee",
        "diversion",
        "from_",
        "history",
        "identity",
        "remote_party",
        "source",
        "tls_name",
        "within",
    )

    def __init__(
        self,
        callee: str,
        source: str,
        from_: str = "",
        asserted: str = "",
        remote_party: str = "",
        diversion: str = "",
        history: str = "",
        tls_name: str = "",
        identity: Sequence[str] = (),
        call_id: str = "",
        within: bool = False,
    ) -> None:
        self.callee = callee
        self.source = source
        self.from_ = from_
        self.asserted = asserted
        self.remote_party = remote_party
        self.diversion = diversion
        self.history = history
        self.tls_name = tls_name
        self.identity = identity
        self.call_id = call_id
        self.within = within
