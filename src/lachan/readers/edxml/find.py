"""Elements by name, whatever their namespace and capitals."""

from collections.abc import Iterator

from lachan.readers.edxml.tree import Element


def child(element: Element | None, *names: str) -> Element | None:
    """The first child with one of `names`, the first name first."""
    if element is None:
        return None
    for name in names:
        for one in element.children:
            if one.name.lower() == name.lower():
                return one
    return None


def value(element: Element | None, *names: str) -> str:
    """The text of the first such child that has one, "" when none has."""
    if element is None:
        return ""
    for name in names:
        for one in element.children:
            if one.name.lower() == name.lower() and one.text:
                return one.text
    return ""


def every(element: Element | None, name: str) -> Iterator[Element]:
    """All elements of that name at any depth, in their order."""
    waiting = [element] if element is not None else []
    while waiting:
        one = waiting.pop()
        if one.name.lower() == name.lower():
            yield one
        waiting.extend(reversed(one.children))


def first(element: Element | None, *names: str) -> Element | None:
    """The first element with one of `names` at any depth, the first name first."""
    for name in names:
        if found := next(every(element, name), None):
            return found
    return None


_PARTS = (
    *("From", "To", "Subject", "PromulgationInfo", "DocumentType", "SignerInfo", "OtherInfo", "DueDate", "ToPlaces"),
    *("StatusCode", "ResponseFor", "Code", "DocumentId", "SteeringType"),
)
_OTHERS_OWN = {"code": ("responsefor",), "documentid": ("responsefor", "bussiness", "business", "replacementinfo")}


def gather(header: Element) -> None:
    """Bring parts back up that slid into a neighbour because its end tag is missing."""
    for name in _PARTS:
        if child(header, name) is None:
            header.children.extend(list(_strayed(header, name.lower())))


def _strayed(element: Element, name: str) -> Iterator[Element]:
    for one in element.children:
        if one.name.lower() == name:
            yield one
        elif one.name.lower() not in _OTHERS_OWN.get(name, ()):
            yield from _strayed(one, name)
