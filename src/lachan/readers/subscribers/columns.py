"""The canonical columns of a subscriber file, with type and closed values: what every rule may rely on.

Words and order are those of the contract in docs/formats/subscribers.md. After reading, every column is there (null
where the file has none), typed as here, and normal:

* `number`: national digits with the leading 0 ("0912345678", fixed "02053812345"); an Internet account as written,
  in lower case;
* names and addresses: Unicode NFC, single blanks, upper case for names;
* papers: digits and capital letters, nothing between; closed values: exactly those of `values`;
* `activated_on`: Vietnamese local time; midnight means that the file gave no time of day.
"""

from lachan.readers.exports.columns import DUCKDB_TYPES, Column, Kind

__all__ = ["COLUMNS", "DUCKDB_TYPES", "SOURCE_COLUMNS", "Column", "Kind"]

COLUMNS: tuple[Column, ...] = (
    Column("number", "text"),
    Column("service", "text", ("mobile", "fixed", "internet")),
    Column("plan", "text", ("prepaid", "postpaid")),
    Column("use", "text", ("h2h", "m2m")),
    Column("status", "text", ("active", "one_way", "two_way", "ended")),
    Column("activated_on", "moment"),
    Column("ended_on", "date"),
    Column("operator", "text"),
    Column("point_id", "text"),
    Column("point_kind", "text", ("own", "agent", "app")),
    Column("clerk_id", "text"),
    Column("owner_kind", "text", ("person", "organisation")),
    Column("owner_name", "text"),
    Column("birth_date", "date"),
    Column("sex", "text", ("M", "F")),
    Column("nationality", "text"),
    Column("id_kind", "text", ("cccd", "cmnd", "passport", "org")),
    Column("id_number", "text"),
    Column("id_issued_on", "date"),
    Column("id_issuer", "text"),
    Column("id_expires_on", "date"),
    Column("tax_code", "text"),
    Column("representative_id", "text"),
    Column("address", "text"),
    Column("commune_code", "text"),
    Column("user_kind", "text", ("self", "child", "ward", "employee", "device")),
    Column("user_id_number", "text"),
    Column("id_scan_hash", "text"),
    Column("photo_hash", "text"),
    Column("photo_taken_at", "moment"),
    Column("contract_signed", "flag"),
    Column("verified_on", "date"),
    Column("verified_fields", "count"),
    Column("verified_by", "text"),
    Column("imei", "text"),
    Column("last_used_on", "date"),
)
"""design.md 4, `subscribers`, in that order."""


SOURCE_COLUMNS = ("file", "line")
"""Added by the reader to every row: index of the input file (0-based) and the row as a spreadsheet shows it."""
