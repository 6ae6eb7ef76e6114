"""Signatures in a message: which parts they cover and whether those still match; never who signed or by what right."""

import base64
import binascii
import copy
import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from lachan.readers.edxml.containers import Open
from lachan.readers.edxml.find import child, every, value
from lachan.readers.edxml.model import DSIG, Signature, SignedReference
from lachan.readers.edxml.tree import Element

_MAX_BYTES = 32 * 1024 * 1024
_DIGESTS = {
    f"{DSIG}sha1": "sha1",
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_ENVELOPED = f"{DSIG}enveloped-signature"
# exclusive or not, with comments or not
_CANONICAL = {
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": (False, False),
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": (False, True),
    "http://www.w3.org/2001/10/xml-exc-c14n#": (True, False),
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": (True, True),
}
_MAX_SIGNATURES = 10

Say = Callable[..., None]


def read_signatures(root: Element, source: Open, say: Say, *, well_formed: bool) -> tuple[Signature, ...]:
    """The signatures of a message, with a doubt for each thing that keeps one from being believed."""
    found = [one for one in every(root, "Signature") if child(one, "SignedInfo")][:_MAX_SIGNATURES]
    if not found:
        return ()
    document = _document(source) if well_formed else None
    places = _places(document) if document is not None else []
    if len(places) != len(found):
        places = []
    signatures = []
    for at, one in enumerate(found):
        signatures.append(_signature(one, places[at] if places else None, say))
    say("signer_not_checked")
    return tuple(signatures)


def _signature(element: Element, place: Any, say: Say) -> Signature:
    info = child(element, "SignedInfo")
    method = _algorithm(child(info, "SignatureMethod"))
    names = ("reference", "signreference", "signreferece")
    lines = [one for one in (info.children if info else []) if one.name.lower() in names]
    references = tuple(_reference(one, place) for one in lines)
    weak = any("sha1" in one.lower() for one in (method, *(reference.digest_method for reference in references)))
    if weak:
        say("weak_signature", method)
    for one in references:
        if one.matches is False:
            say("signature_mismatch", one.uri or 'URI=""')
        elif one.matches is None:
            say("signature_not_judged", one.why)
    if not references:
        say("signature_not_judged", "Reference")
    elif all(one.uri for one in references):
        say("signature_partial", ", ".join(one.uri for one in references))
    subject = next((one.text for one in every(element, "X509SubjectName") if one.text), "")
    return Signature(method, _algorithm(child(info, "CanonicalizationMethod")), references, subject, weak)


def _algorithm(element: Element | None) -> str:
    return element.attributes.get("algorithm", "") if element is not None else ""


def _reference(element: Element, place: Any) -> SignedReference:
    uri = element.attributes.get("uri", "")
    method = _algorithm(child(element, "DigestMethod"))
    try:
        given = base64.b64decode("".join(value(element, "DigestValue").split()), validate=True)
    except binascii.Error:
        return SignedReference(uri, method, None, "DigestValue")
    transforms = [_algorithm(one) for one in every(child(element, "Transforms"), "Transform")]
    unknown = next((one for one in transforms if one != _ENVELOPED and one not in _CANONICAL), None)
    for why in (
        "XML" if place is None else "",
        method if method not in _DIGESTS else "",
        unknown or "",
        "DigestValue" if not given else "",
    ):
        if why:
            return SignedReference(uri, method, None, why)
    covered = _covered(place, uri, enveloped=_ENVELOPED in transforms)
    if covered is None:
        return SignedReference(uri, method, None, uri)
    exclusive, comments = next((_CANONICAL[one] for one in transforms if one in _CANONICAL), (False, False))
    digest = hashlib.new(_DIGESTS[method], _canonical(covered, exclusive=exclusive, comments=comments)).digest()
    return SignedReference(uri, method, digest == given)


def _covered(signature: Any, uri: str, *, enveloped: bool) -> Any:
    """A copy of what the reference means, None when it points to something else."""
    tree = signature.getroottree()
    if not uri:
        whole = copy.deepcopy(tree)
        if enveloped:
            _remove(list(whole.iter())[list(tree.iter()).index(signature)])
        return whole
    if not uri.startswith("#"):
        return None
    wanted = [one for one in tree.iter() if uri[1:] in (one.get("Id"), one.get("id"), one.get("ID"))]
    if len(wanted) != 1:
        return None
    inside = list(wanted[0].iter())
    part = copy.deepcopy(wanted[0])
    part.tail = None
    if enveloped and signature in inside:
        _remove(list(part.iter())[inside.index(signature)])
    return part


def _remove(element: Any) -> None:
    """Take the element out, and leave the white space behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    parent.remove(element)
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def _canonical(what: Any, *, exclusive: bool, comments: bool) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(what, method="c14n", exclusive=exclusive, with_comments=comments))


def _document(source: Open) -> Any:
    """The message for a parser that knows namespaces; None when such a one cannot read it, or it is too long."""
    from lxml import etree

    with source() as file:
        content = file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        return None
    parser: Any = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    try:
        document = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if document.getroottree().docinfo.doctype else document


def _places(document: Any) -> list[Any]:
    return list(_signed(document))


def _signed(document: Any) -> Iterator[Any]:
    for one in document.iter():
        if _local(one) == "signature" and any(_local(inner) == "signedinfo" for inner in one):
            yield one


def _local(element: Any) -> str:
    """The local name in small letters, "" for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
