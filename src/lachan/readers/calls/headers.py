"""The usual Vietnamese and English headers of files of call records."""

from collections.abc import Mapping

HEADERS: Mapping[str, tuple[str, ...]] = {
    "started_at": (
        "Thời điểm bắt đầu", "Thời gian bắt đầu", "Thời gian gọi", "Ngày giờ gọi", "Thời điểm gọi", "Bắt đầu",
        "Start time", "Started", "Call time", "Call date", "Calldate", "Setup time", "Timestamp", "Date time",
    ),
    "seconds": (
        "Thời lượng", "Thời lượng (giây)", "Số giây", "Thời gian đàm thoại", "Thời lượng đàm thoại", "Độ dài",
        "Duration", "Duration (s)", "Billsec", "Call duration", "Talk time",
    ),
    "caller": (
        "Số gọi", "Số chủ gọi", "Chủ gọi", "Số gọi đi", "Số máy gọi", "A number", "A-number", "Calling number",
        "Calling party", "Caller number", "CLI", "ANI", "From", "Source", "Src",
    ),
    "callee": (
        "Số bị gọi", "Bị gọi", "Số nhận", "Số được gọi", "Số máy bị gọi", "B number", "B-number", "Called number",
        "Called party", "Callee number", "DNIS", "To", "Destination", "Dst",
    ),
    "trunk": (
        "Trung kế", "Tên trung kế", "Trung kế vào", "Mã trung kế", "Nhóm trung kế", "Trunk group", "Trunk name",
        "Ingress trunk", "Incoming trunk", "In trunk",
    ),
    "trunk_kind": ("Loại trung kế", "Hướng", "Hướng kết nối", "Loại hướng", "Trunk type", "Direction"),
    "answered": ("Được trả lời", "Trả lời", "Có trả lời", "Kết quả", "Answer", "Disposition", "Connected"),
    "cell": ("Ô sóng", "Mã ô sóng", "Cell ID", "CI", "CGI", "ECGI", "Mã cell", "First cell"),
    "imei": ("Số IMEI", "IMEI chủ gọi", "Mã thiết bị", "Device IMEI", "Caller IMEI"),
    "imsi": ("Số IMSI", "IMSI chủ gọi", "Mã SIM", "Caller IMSI"),
}  # fmt: skip
"""By canonical column, by which headers it is known; written without accents, blanks or case as well."""
