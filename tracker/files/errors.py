"""Why a file was not taken. Each error carries what its page needs to say; the words are in `labels`."""

from __future__ import annotations


class FileError(Exception):
    """Base of this package."""


class FileRefused(FileError):
    """A file that we do not take. The person can do something about it."""

    def __init__(self, name: str) -> None:
        super().__init__(type(self).__name__)
        self.name = name


class FileEmpty(FileRefused):
    """No bytes at all: usually an interrupted copy."""


class FileTooLarge(FileRefused):
    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(name)
        self.size, self.limit = size, limit


class FileTypeRefused(FileRefused):
    """Not one of the types we take, or one that is not what its name says."""

    def __init__(self, name: str, found: str = "") -> None:
        super().__init__(name)
        self.found = found


class NameContradictsContent(FileTypeRefused):
    """The content is of a type we take, but the name says another."""


class MacrosRefused(FileRefused):
    """An office document that carries a program."""


class FileDamaged(FileRefused):
    """Claims to be of a known type and cannot be read as such, or would unpack to an absurd size."""


class FileInfected(FileRefused):
    """The virus scanner found something."""


class ScannerUnreachable(FileError):
    """A scanner is configured and does not answer: the file is not taken unscanned. Not the person's fault."""


class FileMissing(FileError):
    """A row without bytes: a fault of the storage."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class MarksNotBurnt(FileRefused):
    """A public copy on which something is only covered, not removed."""
