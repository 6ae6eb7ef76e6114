"""edXML as the product writes it: strictly by QCVN 102:2016/BTTTT, the same bytes for the same message."""

from lachan.exchange.edxml.writing import OutgoingFile, write_edxml, write_status

__all__ = ["OutgoingFile", "write_edxml", "write_status"]
