"""Fixed words of official papers: Decree 30/2020/NĐ-CP, annex I (the head) and annex III (kinds and abbreviations)."""

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END_MARK = "./."

KINDS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
"""Kinds of paper that have a name, by abbreviation; a công văn has none."""

AUTHORITIES = {
    "TM.": "thay mặt tập thể / for a collective",
    "Q.": "quyền / acting",
    "KT.": "ký thay / for the head",
    "TL.": "thừa lệnh / by order",
    "TUQ.": "thừa ủy quyền / by authorisation",
}
"""What may stand before the title of who signs (cell 7a)."""
