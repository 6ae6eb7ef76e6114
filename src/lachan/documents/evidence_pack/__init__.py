"""The evidence pack's paper: what was found at an address, when and how, with the digests of all files, as PDF."""

from lachan.documents.evidence_pack.model import Fact, Listed, Sheet, Visit


def write_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF/UA-1; the same sheet gives the same bytes."""
    from lachan.documents.evidence_pack.pdf import write  # its parts take long to load

    return write(sheet)


__all__ = ["Fact", "Listed", "Sheet", "Visit", "write_pdf"]
