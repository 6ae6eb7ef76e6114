"""The words of a report on subscribers: columns and facts, and kinds of subjects as people read them."""

from lachan.vietnam.wording import Wording

SUBJECTS: dict[str, Wording] = {
    "number": Wording("Thuê bao", "Number"),
    "paper": Wording("Giấy tờ", "Paper"),
    "owner": Wording("Chủ thể", "Owner"),
    "point": Wording("Điểm cung cấp dịch vụ", "Service point"),
    "clerk": Wording("Nhân viên đăng ký", "Clerk"),
    "scan": Wording("Bản số hóa giấy tờ", "Scan of a paper"),
    "photo": Wording("Ảnh chân dung", "Photo"),
    "device": Wording("Thiết bị", "Device"),
    "organisation": Wording("Tổ chức", "Organisation"),
}

OWNER_KINDS: dict[str, Wording] = {
    "person": Wording("Cá nhân", "Persons"),
    "organisation": Wording("Tổ chức", "Organisations"),
}

COLUMNS: dict[str, Wording] = {
    "number": Wording("Số thuê bao", "Number"),
    "numbers": Wording("Số lượng thuê bao", "Numbers"),
    "service": Wording("Loại dịch vụ", "Service"),
    "plan": Wording("Hình thức thanh toán", "Plan"),
    "use": Wording("Mục đích (H2H/M2M)", "Use (H2H/M2M)"),
    "status": Wording("Trạng thái", "Status"),
    "activated_on": Wording("Kích hoạt", "Activated"),
    "ended_on": Wording("Chấm dứt", "Ended"),
    "operator": Wording("Doanh nghiệp", "Operator"),
    "point_id": Wording("Điểm", "Point"),
    "point_kind": Wording("Loại điểm", "Kind of point"),
    "clerk_id": Wording("Nhân viên", "Clerk"),
    "owner_kind": Wording("Loại chủ thể", "Kind of owner"),
    "owner_name": Wording("Tên chủ thuê bao", "Owner's name"),
    "birth_date": Wording("Ngày sinh", "Birth date"),
    "sex": Wording("Giới tính", "Sex"),
    "nationality": Wording("Quốc tịch", "Nationality"),
    "id_kind": Wording("Loại giấy tờ", "Kind of paper"),
    "id_number": Wording("Số giấy tờ", "Paper"),
    "id_issued_on": Wording("Ngày cấp", "Issued"),
    "id_issuer": Wording("Nơi cấp", "Issuer"),
    "id_expires_on": Wording("Ngày hết hạn", "Expires"),
    "tax_code": Wording("Mã số thuế", "Tax code"),
    "representative_id": Wording("Giấy tờ người đại diện", "Representative's paper"),
    "address": Wording("Địa chỉ", "Address"),
    "commune_code": Wording("Mã xã", "Commune"),
    "user_kind": Wording("Đối tượng sử dụng", "Kind of user"),
    "user_id_number": Wording("Giấy tờ người dùng", "User's paper"),
    "id_scan_hash": Wording("Mã băm bản số hóa", "Hash of the scan"),
    "photo_hash": Wording("Mã băm ảnh", "Hash of the photo"),
    "photo_taken_at": Wording("Thời điểm chụp ảnh", "Photo taken"),
    "contract_signed": Wording("Đã ký hợp đồng", "Contract signed"),
    "verified_on": Wording("Ngày xác thực", "Verified"),
    "verified_fields": Wording("Số trường đã xác thực", "Verified fields"),
    "verified_by": Wording("Nguồn xác thực", "Verified by"),
    "imei": Wording("IMEI", "IMEI"),
    "last_used_on": Wording("Lần dùng cuối", "Last used"),
    "one": Wording("Một bên", "One"),
    "another": Wording("Bên khác", "Another"),
    "several": Wording("Số giá trị khác nhau", "Different values"),
    "names": Wording("Số họ tên", "Names"),
    "papers": Wording("Số giấy tờ khác nhau", "Papers"),
    "points": Wording("Số điểm", "Points"),
    "first_number": Wording("Số đầu dải", "First number"),
    "last_number": Wording("Số cuối dải", "Last number"),
    "area": Wording("Mã vùng", "Area code"),
    "area_province": Wording("Tỉnh theo mã vùng", "Province of the area code"),
    "commune_province": Wording("Tỉnh theo địa chỉ", "Province of the address"),
}

VALUES: dict[str, Wording] = {
    "mobile": Wording("di động", "mobile"),
    "fixed": Wording("cố định", "fixed"),
    "internet": Wording("Internet", "Internet"),
    "prepaid": Wording("trả trước", "prepaid"),
    "postpaid": Wording("trả sau", "postpaid"),
    "h2h": Wording("H2H", "H2H"),
    "m2m": Wording("M2M", "M2M"),
    "active": Wording("đang dùng", "in use"),
    "one_way": Wording("khóa một chiều", "suspended one-way"),
    "two_way": Wording("khóa hai chiều", "suspended two-way"),
    "ended": Wording("đã chấm dứt", "ended"),
    "own": Wording("điểm của doanh nghiệp", "operator's own"),
    "agent": Wording("đại lý", "agent"),
    "app": Wording("ứng dụng", "application"),
    "person": Wording("cá nhân", "person"),
    "organisation": Wording("tổ chức", "organisation"),
    "M": Wording("nam", "male"),
    "F": Wording("nữ", "female"),
    "cccd": Wording("căn cước", "identity card"),
    "cmnd": Wording("chứng minh nhân dân", "CMND"),
    "passport": Wording("hộ chiếu", "passport"),
    "org": Wording("giấy tờ tổ chức", "organisation's paper"),
    "self": Wording("bản thân", "owner"),
    "child": Wording("con", "child"),
    "ward": Wording("người được giám hộ", "ward"),
    "employee": Wording("nhân viên", "employee"),
    "device": Wording("thiết bị", "device"),
    "true": Wording("có", "yes"),
    "false": Wording("không", "no"),
}
"""The closed values of the canonical columns as people read them."""


def column_name(column: str) -> Wording:
    """The column as people read it; an unknown one as it is."""
    return COLUMNS.get(column) or Wording(column.replace("_", " "), column.replace("_", " "))


def value_name(value: str) -> Wording:
    """A closed value as people read it; any other as it is."""
    return VALUES.get(value) or Wording(value, value)
