"""Pictures are painted anew: hidden data (EXIF, place, comments, bytes after the end) stays behind."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from lachan.readers.errors import InputError
from lachan.readers.uploads.kinds import FileKind
from lachan.readers.uploads.refusals import refusal

MAX_MEGAPIXELS = 40

_FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
_MODES = {
    FileKind.JPEG: ("RGB", "L"),
    FileKind.PNG: ("RGB", "RGBA", "L", "LA"),
    FileKind.WEBP: ("RGB", "RGBA"),
}


def repainted(content: bytes, kind: FileKind, *, name: str) -> bytes:
    """The picture's pixels alone, turned upright, in the same format; refused when broken or too large.

    The size is read from the header before any pixel is unpacked. Only the first frame of a moving picture stays.
    """
    try:
        with Image.open(io.BytesIO(content), formats=(_FORMATS[kind],)) as image:
            if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
                raise refusal("too_many_pixels", name, limit=str(MAX_MEGAPIXELS))
            upright = ImageOps.exif_transpose(image)
            mode = _mode(upright, kind)
            pixels = upright.convert(mode)
    except InputError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise refusal("too_many_pixels", name, limit=str(MAX_MEGAPIXELS)) from problem
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as problem:
        raise refusal("broken", name) from problem
    pixels.info.clear()
    out = io.BytesIO()
    pixels.save(out, format=_FORMATS[kind], **_options(kind))
    return out.getvalue()


def _mode(image: Image.Image, kind: FileKind) -> str:
    """The mode to save in: the picture's own where the format takes it, else colour, with transparency if any."""
    if image.mode in _MODES[kind] and "transparency" not in image.info:
        return image.mode
    if image.mode in ("1", "I", "I;16", "F") and "L" in _MODES[kind]:
        return "L"
    see_through = "A" in image.mode or "transparency" in image.info
    return "RGBA" if see_through and "RGBA" in _MODES[kind] else "RGB"


def _options(kind: FileKind) -> dict[str, int]:
    return {} if kind is FileKind.PNG else {"quality": 90}
