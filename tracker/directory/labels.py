"""The words of the directory's codes. Texts are marked here and translated where they are shown."""

from __future__ import annotations

from tracker.directory.codes import BodyStatus, BoundBy, Category, ContactKind, ContactState, Level
from tracker.directory.routing import Candidate, Why
from tracker.i18n import N_, t

LEVELS = {
    Level.COUNTRY: N_("country"),
    Level.OBLAST: N_("oblast"),
    Level.REPUBLICAN_CITY: N_("city"),
    Level.RAION: N_("raion"),
    Level.OBLAST_CITY: N_("city"),
    Level.RAION_CITY: N_("city"),
    Level.CITY_DISTRICT: N_("city district"),
    Level.AIYL_AIMAK: N_("aiyl aimak"),
    Level.VILLAGE: N_("village"),
}

BOUND_BY = {
    BoundBy.STATE: N_("state body"),
    BoundBy.LOCAL: N_("local self-government"),
    BoundBy.ENTERPRISE: N_("enterprise"),
    BoundBy.ASSOCIATION: N_("association of residents"),
    BoundBy.COURT: N_("court"),
    BoundBy.PARLIAMENT: N_("parliament"),
}

BODY_STATUS = {
    BodyStatus.CURRENT: N_("working today"),
    BodyStatus.UNCONFIRMED: N_("not yet confirmed that this body exists"),
    BodyStatus.PRE_REFORM: N_("from the list before the reform of villages; not yet confirmed"),
    BodyStatus.ENDED: N_("no longer exists"),
}

BODY_KINDS = {
    "ministry": N_("ministry"),
    "agency": N_("agency"),
    "service": N_("service"),
    "department": N_("department"),
    "inspectorate": N_("inspectorate"),
    "committee": N_("committee"),
    "commission": N_("commission"),
    "directorate": N_("directorate"),
    "division": N_("division"),
    "centre": N_("centre"),
    "institution": N_("institution"),
    "government": N_("body of the government"),
    "oversight": N_("body of oversight"),
    "regional office": N_("regional office"),
    "oblast administration": N_("administration of an oblast"),
    "city hall": N_("city hall"),
    "city district administration": N_("administration of a city district"),
    "municipal enterprise": N_("municipal enterprise"),
    "municipal inspectorate": N_("municipal inspectorate"),
    "state enterprise": N_("state enterprise"),
    "court": N_("court"),
    "parliament": N_("parliament"),
    "category": N_("one of its kind in each place"),
}

CONTACT_KIND = {ContactKind.EMAIL: N_("e-mail"), ContactKind.POST: N_("postal address")}

CONTACT_STATE = {
    ContactState.PROPOSED: N_("proposed: waits for a second person"),
    ContactState.CONFIRMED: N_("confirmed by a second person"),
    ContactState.INTRODUCED: N_("introduction sent, waiting for an answer"),
    ContactState.USABLE: N_("in use"),
    ContactState.BOUNCED: N_("mail came back"),
    ContactState.REVOKED: N_("no longer used"),
}

CATEGORIES = {
    Category.AIYL_OKMOTU: N_("Aiyl okmotu"),
    Category.LOCAL_COUNCIL: N_("Local council (kenesh)"),
    Category.PASTURE: N_("Pasture committee"),
    Category.WATER_USERS: N_("Water users association"),
    Category.RAION: N_("District state administration"),
    Category.LESHOZ: N_("Forestry enterprise"),
    Category.SANITARY: N_("Sanitary service of the raion or city"),
    Category.CITY: N_("City hall"),
    Category.CITY_DISTRICT: N_("Administration of a city district"),
    Category.SETS_REGION: N_("Regional office of environmental supervision"),
    Category.REPRESENTATIVE: N_("Representative of the President in the oblast"),
}

TOPIC_GROUPS = {
    "air": N_("Air"),
    "waste": N_("Waste and chemicals"),
    "greenery": N_("Trees and forests"),
    "water": N_("Water"),
    "mining": N_("Mining"),
    "risk": N_("Risks and health"),
    "land": N_("Land and building"),
    "nature": N_("Nature and animals"),
    "climate": N_("Climate"),
    "energy": N_("Energy"),
    "procedure": N_("Decisions and information"),
}

WHY = {
    Why.LOCAL: N_("Looks after this in %(place)s, so it is usually asked first."),
    Why.REGIONAL: N_("The environmental supervision office for %(place)s: it inspects and can fine."),
    Why.RESPONSIBLE: N_("Responsible for this topic: %(topic)s."),
    Why.DISTRICT: N_("The administration of this city district: %(place)s."),
    Why.NEEDS_VILLAGE: N_("Choose the village or town: then we can name the body that serves it."),
    Why.NEEDS_RAION: N_("Choose the raion or city: then we can name the body that serves it."),
}

SERVING_YOUR_VILLAGE = N_("The aiyl okmotu serving your village")
PRE_REFORM_NOTE = N_(
    "Many aiyl aimaks were joined in 2024. The centre checks which aiyl okmotu serves this village today."
)


def why_words(candidate: Candidate, topic: str, place: str) -> str:
    """The reason for a candidate in the reader's language; `topic` and `place` are names already."""
    return t(WHY[candidate.why], topic=topic, place=place)
