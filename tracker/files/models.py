"""What is kept of a file. The bytes are in the storage under `key`; a file knows nothing of cases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store import Base, Erasable, UtcDateTime


class StoredFile(Erasable, Base):
    """One kept file. `sha256` is of the bytes we keep, after metadata was removed, not of what was sent to us.

    The original and its public copy are two files; `public_copy_id` points from the first to the second.
    """

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    public_copy_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
