"""What a person reads about files: which are taken, and why one was not."""

from __future__ import annotations

from tracker.files import errors
from tracker.i18n import N_, current_language, t

TAKEN = N_(
    "You can add photos and scans (JPEG, PNG, WebP), PDF, Word and Excel documents without macros, OpenDocument texts "
    "and sheets, and plain text. Up to %(size)s MB each. Place and device data is removed from photos."
)

REASONS: dict[type[errors.FileError], str] = {
    errors.FileEmpty: N_("The file “%(name)s” is empty. Perhaps it was not copied to the end. Please choose it again."),
    errors.FileTooLarge: N_(
        "The file “%(name)s” is too large: %(size)s MB, and we can take up to %(limit)s MB. "
        "Send it in parts, or make the picture smaller."
    ),
    errors.FileTypeRefused: N_(
        "We cannot take the file “%(name)s”. Please send a photo (JPEG, PNG), a PDF, a Word or Excel document, "
        "or plain text."
    ),
    errors.NameContradictsContent: N_(
        "The name of the file “%(name)s” does not fit what is inside. Please save it again in the right format "
        "and choose it once more."
    ),
    errors.MacrosRefused: N_(
        "The document “%(name)s” contains macros (small programs), and we do not take such files. "
        "Please save it as PDF and send that."
    ),
    errors.FileDamaged: N_(
        "We could not open the file “%(name)s”. It may be damaged or too big inside. "
        "Please save it again or send a photo."
    ),
    errors.FileInfected: N_(
        "The virus check stopped the file “%(name)s”. Please send the document in another way, for example as a photo."
    ),
    errors.MarksNotBurnt: N_(
        "In “%(name)s” something is only covered by a mark that can be lifted off again, so what is under it can "
        "still be read. Print the covered page and scan it, and use that as the public copy."
    ),
    errors.ScannerUnreachable: N_(
        "We cannot check files for viruses right now, so we did not take this one. Please try again in a few minutes."
    ),
    errors.FileMissing: N_("This file cannot be opened right now. Please try again later, or tell the centre."),
}

HEIC = N_(
    "Photos in the HEIC format cannot be opened everywhere. In the camera settings choose “Most compatible”, "
    "or send a screenshot of the photo."
)
MOVING = N_("We do not take video or sound. Please write down what is seen and heard, and add photos.")
HEIC_TYPES = frozenset({"heic", "heif", "avif"})
MOVING_TYPES = frozenset(
    ["mp4", "m4v", "mov", "3gp", "avi", "mkv", "webm", "mpg", "wmv", "flv", "mp3", "m4a", "ogg", "wav", "amr", "aac"]
)


def explain(error: errors.FileError) -> str:
    """The error as a sentence in the reader's language, with what to do."""
    return t(_sentence(error), **_values(error))


def _sentence(error: errors.FileError) -> str:
    if isinstance(error, errors.FileTypeRefused):
        if error.found in HEIC_TYPES:
            return HEIC
        if error.found in MOVING_TYPES:
            return MOVING
    return REASONS[type(error)]


def _values(error: errors.FileError) -> dict[str, str]:
    values = {"name": error.name} if isinstance(error, errors.FileRefused) else {}
    if isinstance(error, errors.FileTooLarge):
        values |= {"size": megabytes(error.size), "limit": megabytes(error.limit)}
    return values


def taken(limit: int) -> str:
    """The hint beside the field."""
    return t(TAKEN, size=megabytes(limit))


def megabytes(size: int) -> str:
    """Whole megabytes, or with one digit where that would mislead."""
    amount = size / (1024 * 1024)
    if amount >= 10 or amount == int(amount):
        return f"{amount:.0f}"
    return f"{amount:.1f}" if current_language() == "en" else f"{amount:.1f}".replace(".", ",")
