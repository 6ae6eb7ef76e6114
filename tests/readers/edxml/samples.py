"""edXML messages as programs write them, with invented bodies and papers."""
# ruff: noqa: E501 - long lines as programs write them

import base64

NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
PDF = b"%PDF-1.7\n" + b"0123456789" * 40
PDF64 = base64.b64encode(PDF).decode()

HEADER = """
<edXML:From><edXML:OrganId>000.00.07.H37</edXML:OrganId><edXML:OrganName>Sở Mẫu</edXML:OrganName></edXML:From>
<edXML:To><edXML:OrganId>H37.12</edXML:OrganId><edXML:OrganName>Phòng Mẫu</edXML:OrganName></edXML:To>
<edXML:To><edXML:OrganId>28.22.H37</edXML:OrganId></edXML:To>
<edXML:DocumentId>000.00.07.H37,2020/04/05,05/STTTT-TTr</edXML:DocumentId>
<edXML:Code><edXML:CodeNumber>05</edXML:CodeNumber><edXML:CodeNotation>STTTT-TTr</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:Place>Lạng Sơn</edXML:Place><edXML:PromulgationDate>2020/04/05</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:DocumentType><edXML:Type>71</edXML:Type><edXML:TypeName>Công văn</edXML:TypeName></edXML:DocumentType>
<edXML:Subject>V/v phòng ngừa lừa đảo</edXML:Subject>
<edXML:SignerInfo><edXML:Competence>KT. GIÁM ĐỐC</edXML:Competence><edXML:Position>Phó Giám đốc</edXML:Position><edXML:FullName>Trần Văn Mẫu</edXML:FullName></edXML:SignerInfo>
<edXML:OtherInfo><edXML:Priority>1</edXML:Priority><edXML:PageAmount>2</edXML:PageAmount></edXML:OtherInfo>
"""

TRACE = """<edXML:TraceHeaderList><edXML:TraceHeader><edXML:OrganId>000.00.07.H37</edXML:OrganId>
<edXML:Timestamp>2020/04/05 08:30:00</edXML:Timestamp></edXML:TraceHeader><edXML:Bussiness>
<edXML:DocumentId>cũ-1</edXML:DocumentId><edXML:BussinessDocType>0</edXML:BussinessDocType></edXML:Bussiness></edXML:TraceHeaderList>"""

MANIFEST = """<edXML:Reference><edXML:ContentId>cid:1</edXML:ContentId>
<edXML:ContentType>application/pdf</edXML:ContentType><edXML:AttachmentName>Công văn.pdf</edXML:AttachmentName></edXML:Reference>"""

ENCODED = f"""<AttachmentEncoded><Attachment><ContentId>cid:1</ContentId><AttachmentName>Công văn.pdf</AttachmentName>
<edXML:ContentTransferEncoded xmlns:edXML="{NS}">{PDF64}</edXML:ContentTransferEncoded></Attachment></AttachmentEncoded>"""


def message(
    header: str = HEADER, *, trace: str = TRACE, manifest: str = MANIFEST, encoded: str = ENCODED, beside: str = ""
) -> str:
    """A whole message; its parts can be exchanged."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="{NS}">
  <edXML:edXMLEnvelope xmlns:edXML="{NS}">
    <edXML:edXMLHeader><edXML:MessageHeader>{header}</edXML:MessageHeader>{trace}{beside}</edXML:edXMLHeader>
    <edXML:edXMLBody><edXML:edXMLManifest version="1.0">{manifest}</edXML:edXMLManifest></edXML:edXMLBody>
  </edXML:edXMLEnvelope>
  {encoded}
</edXML>
"""


STATUS = f"""<?xml version="1.0" encoding="utf-8"?>
<edXML:edXML xmlns:edXML="{NS}"><edXML:edXMLEnvelope><edXML:edXMLHeader><edXML:MessageHeader>
<edXML:ResponseFor><edXML:OrganId>000.00.07.H37</edXML:OrganId><edXML:Code>05/STTTT-TTr</edXML:Code>
<edXML:PromulgationDate>2020/04/05</edXML:PromulgationDate><edXML:DocumentId>id-1</edXML:DocumentId></edXML:ResponseFor>
<edXML:From><edXML:OrganId>H37.12</edXML:OrganId></edXML:From>
<edXML:StaffInfo><edXML:Staff>Văn thư Mẫu</edXML:Staff></edXML:StaffInfo>
<edXML:StatusCode>03</edXML:StatusCode><edXML:Description>Đã vào sổ</edXML:Description>
<edXML:Timestamp>2020/04/06 09:00:00</edXML:Timestamp>
</edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope></edXML:edXML>"""
