"""The usual Vietnamese and English headers of subscriber files."""

from collections.abc import Mapping as Table

HEADERS: Table[str, tuple[str, ...]] = {
    "number": (
        "Số thuê bao", "Số điện thoại", "Số máy", "SĐT", "Thuê bao", "Số TB", "Tài khoản Internet", "Tên truy nhập",
        "MSISDN", "Phone", "Phone number", "Subscriber number", "ISDN",
    ),
    "service": ("Dịch vụ", "Loại dịch vụ", "Loại mạng", "Service type"),
    "plan": (
        "Hình thức thanh toán", "Hình thức trả", "Trả trước/trả sau", "Loại thuê bao", "Loại TB", "Loại hình thuê bao",
        "Payment type", "Subscription type", "Prepaid/postpaid",
    ),
    "use": ("Mục đích sử dụng", "Mục đích", "H2H/M2M", "Usage"),
    "status": ("Trạng thái", "Trạng thái thuê bao", "Tình trạng", "Trạng thái chặn cắt", "State", "Subscriber status"),
    "activated_on": (
        "Ngày kích hoạt", "Ngày hòa mạng", "Thời điểm kích hoạt", "Ngày đấu nối", "Ngày giờ kích hoạt", "Ngày KH",
        "Activation date", "Activated at", "Activated", "Start date",
    ),
    "ended_on": ("Ngày chấm dứt", "Ngày thanh lý", "Ngày hủy", "Ngày cắt", "Ngày kết thúc", "End date", "Ended"),
    "operator": ("Doanh nghiệp", "Nhà mạng", "Doanh nghiệp viễn thông", "Mạng", "Carrier", "Telco", "Provider"),
    "point_id": (
        "Mã điểm", "Điểm cung cấp dịch vụ", "Mã điểm cung cấp dịch vụ", "Mã điểm bán", "Điểm giao dịch",
        "Mã điểm giao dịch", "Mã cửa hàng", "Mã đại lý", "Shop code", "Point of sale", "POS",
    ),
    "point_kind": ("Loại điểm", "Loại điểm cung cấp dịch vụ", "Kênh", "Kênh kích hoạt", "Kênh bán", "Channel"),
    "clerk_id": (
        "Mã nhân viên", "Nhân viên giao dịch", "Giao dịch viên", "Mã giao dịch viên", "Người thực hiện", "Nhân viên",
        "Mã NV", "Employee code", "User code", "Clerk",
    ),
    "owner_kind": (
        "Đối tượng", "Loại khách hàng", "Loại chủ thuê bao", "Loại KH", "Đối tượng khách hàng", "Customer type",
    ),
    "owner_name": (
        "Họ tên", "Họ và tên", "Tên chủ thuê bao", "Họ tên chủ thuê bao", "Họ và tên chủ thuê bao", "Chủ thuê bao",
        "Tên khách hàng", "Họ tên khách hàng", "Tên KH", "Khách hàng", "Full name", "Customer name", "Name",
        "Subscriber name",
    ),
    "birth_date": ("Ngày sinh", "Ngày tháng năm sinh", "Sinh ngày", "NS", "Date of birth", "DOB", "Birthday"),
    "sex": ("Giới tính", "Phái", "Gender"),
    "nationality": ("Quốc tịch", "Country"),
    "id_kind": ("Loại giấy tờ", "Loại giấy tờ tùy thân", "Loại GTTT", "Loại GT", "ID type", "Document type"),
    "id_number": (
        "Số giấy tờ", "Số giấy tờ tùy thân", "Số GTTT", "Số GT", "CCCD", "Số CCCD", "CMND", "Số CMND", "CMND/CCCD",
        "Số CMND/CCCD", "CCCD/CMND", "Số CCCD/CMND", "CMND/CCCD/Hộ chiếu", "Số CMND/CCCD/Hộ chiếu", "Số định danh",
        "Số định danh cá nhân", "Số căn cước", "Số căn cước công dân", "ID no", "Document number", "ID card",
    ),
    "id_issued_on": (
        "Ngày cấp", "Ngày cấp giấy tờ", "Ngày cấp CCCD", "Ngày cấp CMND", "Issue date", "Issued on", "ID issue date",
        "Date of issue",
    ),
    "id_issuer": (
        "Nơi cấp", "Cơ quan cấp", "Nơi cấp giấy tờ", "Nơi cấp CCCD", "Nơi cấp CMND", "Issued by", "Issuer",
        "Place of issue", "ID issue place",
    ),
    "id_expires_on": (
        "Ngày hết hạn", "Ngày hết hạn giấy tờ", "Có giá trị đến", "Hạn giấy tờ", "Expiry date", "Expires on",
        "Expiry", "ID expiry date",
    ),
    "tax_code": ("Mã số thuế", "MST", "Mã số doanh nghiệp", "Tax number", "Enterprise code"),
    "representative_id": (
        "Số giấy tờ người đại diện", "CCCD người đại diện", "Giấy tờ người đại diện", "Số giấy tờ đại diện",
        "Representative ID number",
    ),
    "address": ("Địa chỉ", "Địa chỉ thường trú", "Nơi thường trú", "Địa chỉ liên hệ", "Nơi cư trú", "Full address"),
    "commune_code": ("Mã xã", "Mã phường xã", "Mã xã phường", "Mã ĐVHC", "Ward code"),
    "user_kind": ("Người sử dụng", "Đối tượng sử dụng", "Loại người sử dụng", "Loại người dùng", "User type"),
    "user_id_number": (
        "Số giấy tờ người sử dụng", "CCCD người sử dụng", "Giấy tờ người sử dụng", "Số giấy tờ người dùng",
    ),
    "id_scan_hash": ("Mã băm giấy tờ", "Mã băm ảnh giấy tờ", "Hash giấy tờ", "ID scan hash", "Scan hash"),
    "photo_hash": ("Mã băm ảnh", "Mã băm ảnh chụp", "Mã băm ảnh chân dung", "Hash ảnh", "Portrait hash"),
    "photo_taken_at": ("Thời điểm chụp ảnh", "Ngày chụp ảnh", "Ngày giờ chụp", "Photo time"),
    "contract_signed": ("Đã ký hợp đồng", "Hợp đồng", "Ký hợp đồng", "Có hợp đồng", "Contract"),
    "verified_on": ("Ngày xác thực", "Ngày đối soát", "Thời điểm xác thực", "Verification date", "Verified at"),
    "verified_fields": ("Số trường xác thực", "Số trường khớp", "Số trường thông tin xác thực", "Fields verified"),
    "verified_by": ("Nguồn xác thực", "Phương thức xác thực", "Xác thực bởi", "Verification method"),
    "imei": ("Số IMEI", "Mã thiết bị", "Device IMEI"),
    "last_used_on": (
        "Ngày sử dụng cuối", "Lần dùng cuối", "Ngày phát sinh cước cuối", "Ngày hoạt động cuối", "Last used",
        "Last activity", "Last usage date",
    ),
}  # fmt: skip
"""Besides its canonical name, by which headers a column is known; written without accents, blanks or case as well."""
