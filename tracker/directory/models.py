"""Places, topics, public bodies and their addresses, and the centres that watch. Everything is dated."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.people.models import Account
from tracker.store import Base, UtcDateTime

Code = String(14)
BodyId = String(40)
Short = String(40)
Name = String(300)
# Search and sort keys compare by code point on every database.
Key = String(300).with_variant(String(300, collation="C"), "postgresql")


class Dated:
    """In force from `valid_from` (None: always was) to `valid_to`, both days included (None: still is)."""

    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)

    def in_force(self, today: date) -> bool:
        return (self.valid_from is None or self.valid_from <= today) and (
            self.valid_to is None or today <= self.valid_to
        )


class Shipped:
    """Came with the service. `shipped_hash` is the hash of the shipped values as last loaded; empty: made by staff."""

    shipped_hash: Mapped[str] = mapped_column(String(64), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    as_of: Mapped[str] = mapped_column(Short, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Territory(Dated, Shipped, Base):
    """A place, from the country down to a village. `name_ky_guess` is shown only with a mark."""

    __tablename__ = "territory"
    __table_args__ = (Index("ix_territory_parent_sort", "parent_code", "sort_ky"),)

    code: Mapped[str] = mapped_column(Code, primary_key=True)
    level: Mapped[str] = mapped_column(Short)
    kind: Mapped[str] = mapped_column(Short, default="")
    parent_code: Mapped[str | None] = mapped_column(Code, ForeignKey("territory.code"))
    oblast_code: Mapped[str | None] = mapped_column(Code, index=True)
    raion_code: Mapped[str | None] = mapped_column(Code, index=True)
    iso_3166_2: Mapped[str] = mapped_column(Short, default="")
    name_ky: Mapped[str] = mapped_column(Name, default="")
    name_ru: Mapped[str] = mapped_column(Name)
    name_en: Mapped[str] = mapped_column(Name, default="")
    name_ky_guess: Mapped[str] = mapped_column(Name, default="")
    former_names: Mapped[str] = mapped_column(Text, default="")
    sort_ky: Mapped[str] = mapped_column(Key, default="")
    sort_ru: Mapped[str] = mapped_column(Key, default="")
    sort_en: Mapped[str] = mapped_column(Key, default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    coord_kind: Mapped[str] = mapped_column(String(80), default="")
    status: Mapped[str] = mapped_column(Short, default="current")
    successor_code: Mapped[str | None] = mapped_column(Code, ForeignKey("territory.code"))


class TerritoryName(Base):
    """A folded spelling by which a place is found: its names, guesses, former names."""

    __tablename__ = "territory_name"

    territory_code: Mapped[str] = mapped_column(Code, ForeignKey("territory.code"), primary_key=True)
    key: Mapped[str] = mapped_column(Key, primary_key=True, index=True)


class Topic(Dated, Shipped, Base):
    """What a request is about. Lists are as shipped: separated by «;», in order."""

    __tablename__ = "topic"

    code: Mapped[str] = mapped_column(Short, primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    group: Mapped[str] = mapped_column(Short)
    name_ky: Mapped[str] = mapped_column(Name)
    name_ru: Mapped[str] = mapped_column(Name)
    name_en: Mapped[str] = mapped_column(Name)
    aarhus_category: Mapped[str] = mapped_column(Short, default="")
    aarhus_text: Mapped[str] = mapped_column(Text, default="")
    inspire_themes: Mapped[str] = mapped_column(Text, default="")
    gemet_themes: Mapped[str] = mapped_column(Text, default="")
    keywords_ky: Mapped[str] = mapped_column(Text, default="")
    keywords_ru: Mapped[str] = mapped_column(Text, default="")
    keywords_en: Mapped[str] = mapped_column(Text, default="")
    authorities: Mapped[str] = mapped_column(Text, default="")
    local_first: Mapped[str] = mapped_column(Text, default="")
    routing_note: Mapped[str] = mapped_column(Text, default="")
    restricted_by_default: Mapped[bool] = mapped_column(default=False)


class Authority(Dated, Shipped, Base):
    """A public body. `category` is set where there is one such body per place (AO, RDA, CPZ…).

    `parent_id` says where it sits; `superior_id`, the body that hears complaints about it, is never guessed from that.
    """

    __tablename__ = "authority"

    id: Mapped[str] = mapped_column(BodyId, primary_key=True)
    category: Mapped[str] = mapped_column(Short, default="", index=True)
    kind: Mapped[str] = mapped_column(String(80))
    level: Mapped[str] = mapped_column(Short)
    addressee: Mapped[bool] = mapped_column(default=True)
    parent_id: Mapped[str | None] = mapped_column(BodyId, ForeignKey("authority.id"), index=True)
    territory_code: Mapped[str | None] = mapped_column(Code, ForeignKey("territory.code"), index=True)
    name_ky: Mapped[str] = mapped_column(Name, default="")
    name_ru: Mapped[str] = mapped_column(Name)
    name_en: Mapped[str] = mapped_column(Name, default="")
    name_ky_guess: Mapped[str] = mapped_column(Name, default="")
    acronym_ky: Mapped[str] = mapped_column(String(120), default="")
    acronym_ru: Mapped[str] = mapped_column(String(120), default="")
    subjects: Mapped[str] = mapped_column(Text, default="")
    bound_by: Mapped[str] = mapped_column(Short)
    bound_by_confirmed: Mapped[bool] = mapped_column(default=False)
    head_signs: Mapped[bool] = mapped_column(default=False)
    bound_by_source: Mapped[str] = mapped_column(Text, default="")
    superior_id: Mapped[str | None] = mapped_column(BodyId, ForeignKey("authority.id"))
    superior_source: Mapped[str] = mapped_column(Text, default="")
    superior_from: Mapped[date | None] = mapped_column(Date)
    website: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    postal_address: Mapped[str] = mapped_column(Text, default="")
    contact_source: Mapped[str] = mapped_column(Text, default="")
    predecessors: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(Short, default="current")
    successor_id: Mapped[str | None] = mapped_column(BodyId, ForeignKey("authority.id"))
    confidence: Mapped[str] = mapped_column(String(2), default="")
    search_key: Mapped[str] = mapped_column(Text, default="")
    sort_ky: Mapped[str] = mapped_column(Key, default="", index=True)
    sort_ru: Mapped[str] = mapped_column(Key, default="", index=True)
    sort_en: Mapped[str] = mapped_column(Key, default="", index=True)


class AuthorityServes(Dated, Base):
    """Which places a body answers for. The most exact place wins among bodies of one category."""

    __tablename__ = "authority_serves"

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[str] = mapped_column(BodyId, ForeignKey("authority.id"), index=True)
    territory_code: Mapped[str] = mapped_column(Code, ForeignKey("territory.code"), index=True)
    act: Mapped[str] = mapped_column(Text, default="")


class Contact(Base):
    """An address of a body and how far it is trusted. Only an address in state `usable` gets letters of cases."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[str] = mapped_column(BodyId, ForeignKey("authority.id"), index=True)
    kind: Mapped[str] = mapped_column(Short)
    value: Mapped[str] = mapped_column(String(320), index=True)
    state: Mapped[str] = mapped_column(Short, index=True)
    source: Mapped[str] = mapped_column(Text, default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    one_person: Mapped[bool] = mapped_column(default=False)
    call_back_note: Mapped[str] = mapped_column(Text, default="")
    introduced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    usable_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bounced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoke_reason: Mapped[str] = mapped_column(Text, default="")


class Unit(Dated, Base):
    """A part of a body to which a request is handed inside it."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[str] = mapped_column(BodyId, ForeignKey("authority.id"), index=True)
    name_ky: Mapped[str] = mapped_column(Name, default="")
    name_ru: Mapped[str] = mapped_column(Name)
    name_en: Mapped[str] = mapped_column(Name, default="")


class Centre(Dated, Shipped, Base):
    """An Aarhus Centre: watches and helps, is never an addressee."""

    __tablename__ = "centre"

    id: Mapped[str] = mapped_column(BodyId, primary_key=True)
    name_ky: Mapped[str] = mapped_column(Name)
    name_ru: Mapped[str] = mapped_column(Name)
    name_en: Mapped[str] = mapped_column(Name)
    territory_code: Mapped[str] = mapped_column(Code, ForeignKey("territory.code"))
    active: Mapped[bool] = mapped_column(default=True)
    website: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    address: Mapped[str] = mapped_column(Text, default="")


class CentreTerritory(Dated, Base):
    """Which oblasts and cities a centre cares for."""

    __tablename__ = "centre_territory"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[str] = mapped_column(BodyId, ForeignKey("centre.id"), index=True)
    territory_code: Mapped[str] = mapped_column(Code, ForeignKey("territory.code"), index=True)


class CentreDeputy(Dated, Base):
    """Who takes over while a centre is not active."""

    __tablename__ = "centre_deputy"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[str] = mapped_column(BodyId, ForeignKey("centre.id"), index=True)
    deputy_id: Mapped[str] = mapped_column(BodyId, ForeignKey("centre.id"))


class DirectoryChange(Base):
    """What staff changed here, when and why. Only ever added to."""

    __tablename__ = "directory_change"
    __table_args__ = (Index("ix_directory_change_row", "table", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str] = mapped_column(Short)
    key: Mapped[str] = mapped_column(String(80))
    field: Mapped[str] = mapped_column(Short)
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    by_account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
