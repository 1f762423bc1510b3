"""What is stored of the request that a complaint about access is about."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store import Base, Erasable


class AskedBefore(Erasable, Base):
    """The request that was refused, ignored or badly answered, as its writer names it: a number here, or one sent elsewhere.

    The number stands as it was typed. Whether such a case exists is `Case.linked_case_id`, which no page of the writer tells.
    """

    __tablename__ = "asked_before"
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(20), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    asked_on: Mapped[date | None]
    way: Mapped[str] = mapped_column(String(20), default="")
