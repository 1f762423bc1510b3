"""The codes of the directory. Their words are in labels.py."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Where a territory stands in the chain village → aiyl aimak → raion → oblast → country."""

    COUNTRY = "country"
    OBLAST = "oblast"
    REPUBLICAN_CITY = "republican_city"
    RAION = "raion"
    OBLAST_CITY = "oblast_city"
    RAION_CITY = "raion_city"
    CITY_DISTRICT = "city_district"
    AIYL_AIMAK = "aiyl_aimak"
    VILLAGE = "village"


CITY_LEVELS = (Level.REPUBLICAN_CITY, Level.OBLAST_CITY, Level.RAION_CITY)


class BoundBy(StrEnum):
    """By what sort of body a body is, hence which law binds it."""

    STATE = "state"
    LOCAL = "local_self_government"
    ENTERPRISE = "enterprise"
    ASSOCIATION = "association"
    COURT = "court"
    PARLIAMENT = "parliament"


CONFIRMED_BOUND = frozenset({BoundBy.STATE, BoundBy.LOCAL})
"""The sorts of body that a law was seen to bind."""


class BodyStatus(StrEnum):
    """How sure we are that a body exists under this name."""

    CURRENT = "current"
    UNCONFIRMED = "unconfirmed"
    PRE_REFORM = "pre_reform_unconfirmed"
    ENDED = "ended"


class ContactKind(StrEnum):
    EMAIL = "email"
    POST = "post"


class ContactState(StrEnum):
    """The life of an address. Only `usable` receives letters of cases."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    INTRODUCED = "introduced"
    USABLE = "usable"
    BOUNCED = "bounced"
    REVOKED = "revoked"


class Category(StrEnum):
    """Kinds of bodies of which there is one per place."""

    AIYL_OKMOTU = "AO"
    LOCAL_COUNCIL = "AK"
    PASTURE = "PC"
    WATER_USERS = "WUA"
    RAION = "RDA"
    LESHOZ = "LESHOZ"
    SANITARY = "CPZ"
    CITY = "CITY"
    CITY_DISTRICT = "CITY_DISTRICT"
    SETS_REGION = "SETS"
    REPRESENTATIVE = "PP"
