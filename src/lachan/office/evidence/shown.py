"""Links and pictures as pages and papers show them: no link that anybody can follow, no bytes of a stranger."""

import io
from base64 import b64encode

from PIL import Image

from lachan.office.files import shelf
from lachan.office.files.models import StoredFile
from lachan.readers.names import shown

WIDEST = 800
TALLEST = 2000


def shown_link(link: str) -> str:
    """The address as words: "hxxps://vidu[.]vn/x"; letters that are no usual ones as codes."""
    return shown(link).replace("http", "hxxp", 1).replace(".", "[.]")


def preview(picture: StoredFile) -> str:
    """The picture painted anew and small, as an address that holds it itself; "" when its content is gone."""
    try:
        with shelf.opened(picture.stored_as) as file, Image.open(file, formats=("PNG", "JPEG", "WEBP")) as image:
            small = image.convert("RGB")
    except (FileNotFoundError, OSError):
        return ""
    small.thumbnail((WIDEST, TALLEST))
    out = io.BytesIO()
    small.save(out, format="JPEG", quality=72)
    return f"data:image/jpeg;base64,{b64encode(out.getvalue()).decode()}"
