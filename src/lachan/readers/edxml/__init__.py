"""edXML, the national message for official papers (QCVN 102:2016/BTTTT): read as it comes, however it was written."""

from lachan.readers.edxml.as_json import as_json
from lachan.readers.edxml.model import Message
from lachan.readers.edxml.reading import looks_like_edxml, read_edxml, read_edxml_file

__all__ = ["Message", "as_json", "looks_like_edxml", "read_edxml", "read_edxml_file"]
