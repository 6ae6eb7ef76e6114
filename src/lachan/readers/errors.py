"""How input is refused: one error that says where, what is wrong and what would be right."""

from dataclasses import dataclass

from lachan.vietnam.wording import Wording


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input: file name as given, 1-based row as a spreadsheet shows it, column header."""

    file: str = ""
    row: int | None = None
    column: str = ""

    def wording(self) -> Wording:
        """The place as the start of a message, e.g. "don-vi.xlsx, dòng 214, cột Mã"."""
        vi = [self.file] if self.file else []
        en = list(vi)
        if self.row is not None:
            vi.append(f"dòng {self.row}")
            en.append(f"row {self.row}")
        if self.column:
            vi.append(f"cột {self.column}")
            en.append(f"column {self.column}")
        return Wording(", ".join(vi), ", ".join(en))


class InputError(ValueError):
    """Input that cannot be used: `code` is stable for tests and help, `wording` is what the person reads.

    The wording names what would be right; `place` names file, row and column where known.
    """

    def __init__(self, code: str, wording: Wording, place: Place | None = None) -> None:
        self.code = code
        self.wording = wording
        self.place = place or Place()
        super().__init__(self.message("vi"))

    def message(self, language: str = "vi") -> str:
        """Place and reason as one sentence in `language`."""
        where = self.place.wording().in_language(language)
        what = self.wording.in_language(language)
        return f"{where}: {what}" if where else what
