"""Filing for a person who came with paper, told his matter or called: one page, with the true day, and the slip to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker import clock
from tracker.cases import drafts, tasking
from tracker.cases.acts import Act
from tracker.cases.filing import Filing
from tracker.cases.kinds import Channel, Kind, Sender, TaskKind
from tracker.cases.models import Case, Draft, Task
from tracker.directory import queries
from tracker.directory.codes import Level
from tracker.directory.labels import LEVELS
from tracker.directory.models import Authority, Territory
from tracker.directory.names import display_name
from tracker.directory.places import NAME_COLUMNS, find_place, place_chain
from tracker.files import labels as file_words
from tracker.files.errors import FileError
from tracker.files.intake import Kept, take_in
from tracker.i18n import current_language, t
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import commit, done, noindex
from tracker.web.shared.attempts import attempt
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp
from tracker.web.staff.handing_out import keys
from tracker.web.staff.routing import bodies_for, topics_shown
from tracker.web.staff.writing_down_form import NOBODY, UNKNOWN, WriteDownForm, blank

FIELDS = {"authority_id": "authority", "territory_code": "place"}
PLACES_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    around: str


@bp.get("/new")
@access(Audience.STAFF)
def write_down() -> ResponseReturnValue:
    first = {"key": drafts.new_cookie(), "received_on": clock.today(), "language": current_language()}
    return _page(_topics(blank(**{**first, **_of_call(request.args.get("task", ""))})), None)


def _topics(form: WriteDownForm) -> WriteDownForm:
    form.topic.choices = [("", t("I do not know")), *topics_shown(clock.today())]
    return form


def _call_back(typed: str) -> Task | None:
    """The request to be called that this letter came from."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        return None
    found = tasking.task_of_centre(db.session, int(typed), current_actor())
    return found if found and found.kind == TaskKind.CALL_BACK else None


def _of_call(typed: str) -> dict[str, Any]:
    task = _call_back(typed)
    if task is None:
        return {}
    known = {name: str(task.data.get(name) or "") for name in ("name", "phone", "place")}
    language = str(task.data.get("language") or current_language())
    return {
        **known,
        "task": str(task.id),
        "language": language,
        "channel": Channel.PHONE.value,
        "territory": task.data.get("territory_code") or "",
    }


def _page(form: WriteDownForm, draft: Draft | None) -> str:
    noindex()
    today = clock.today()
    places = _places(form, today)
    about = (
        [form.concern_authority.data]
        if form.concern_kind.data == "body" and form.concern_authority.data not in ("", None, NOBODY)
        else []
    )
    found = bodies_for(form.topic.data or "", form.territory.data or "", form.search.data or "", about, today)
    return render_template(
        "staff/write_down.html",
        form=form,
        places=places,
        found=found,
        unknown=UNKNOWN,
        nobody=NOBODY,
        kept=_kept(form, found),
        which=_which(form, today),
        files=drafts.files_of(db.session, draft) if draft else [],
    )


def _places(form: WriteDownForm, today: date) -> list[Place]:
    """What the typed name may mean; the chosen one first."""
    rows = list(place_chain(db.session, form.territory.data or "")[:1])
    if form.place.data:
        rows += [row for row in find_place(db.session, form.place.data, today) if row.code != form.territory.data]
    return _named(rows[:PLACES_AT_MOST])


def _named(rows: Sequence[Any]) -> list[Place]:
    codes = {code for row in rows for code in (row.raion_code, row.oblast_code) if code and code != row.code}
    names = (
        {
            row.code: display_name(row)
            for row in db.session.execute(select(*NAME_COLUMNS).where(Territory.code.in_(codes)))
        }
        if codes
        else {}
    )
    return [
        Place(
            row.code,
            display_name(row),
            ", ".join(
                [
                    t(LEVELS[Level(row.level)]),
                    *(names[code] for code in (row.raion_code, row.oblast_code) if code in names),
                ]
            ),
        )
        for row in rows
    ]


def _kept(form: WriteDownForm, found: Any) -> tuple[str, str] | None:
    """The chosen body, where it is not among those shown now."""
    chosen = form.authority.data or ""
    if chosen in {"", UNKNOWN} or chosen in {one.id for one in (*found.proposed, *found.found)}:
        return None
    row = db.session.execute(select(*queries.BODY_COLUMNS).where(Authority.id == chosen)).first()
    return (row.id, display_name(row)) if row else None


def _which(form: WriteDownForm, today: date) -> list[tuple[str, str]]:
    """Bodies that the letter may be about."""
    if form.concern_kind.data != "body" or not form.concern_name.data:
        return []
    return [
        (row.id, display_name(row)) for row in queries.search_authorities(db.session, form.concern_name.data, today)
    ][:8]


@bp.post("/new")
@access(Audience.STAFF, act=Act.FILE_ON_BEHALF)
def write_down_do() -> ResponseReturnValue:
    """Files are kept at every press; «look» shows places and bodies; the last button makes one case."""
    form = _topics(WriteDownForm())
    looking = request.form.get("action") == "look" or language_switch_asked()
    valid = not looking and form.validate_on_submit()
    draft = _draft(form, _take(form))
    if draft is not None and draft.case_id is not None:
        return done(url_for("staff.slip", number=db.session.get_one(Case, draft.case_id).number))
    if not looking:
        valid = _settle(form) and valid and not form.errors
    if not valid or draft is None:
        commit()
        return _page(form, draft), 200 if looking else 422
    return _file(form, draft)


def _take(form: WriteDownForm) -> list[Kept]:
    """Outside any transaction."""
    db.session.rollback()
    kept = []
    for sent in request.files.getlist("files"):
        if not sent.filename:
            continue
        try:
            kept.append(take_in(sent.filename, sent.read()))
        except FileError as error:
            form.refuse("files", file_words.explain(error))
    return kept


def _draft(form: WriteDownForm, kept: Sequence[Kept]) -> Draft | None:
    """The draft behind the form's key, with its files. None: the key is not one of ours."""
    key, now = form.key.data or "", clock.now()
    if not 20 <= len(key) <= 100:
        form.key.data = drafts.new_cookie()
        form.refuse("files", t("Please press the button once more."))
        return None
    try:
        draft = drafts.read(db.session, key, now) or drafts.start(db.session, key, now)
    except IntegrityError:
        db.session.rollback()
        draft = drafts.read(db.session, key, now)
    if draft is not None and draft.case_id is None:
        for one in kept:
            _add_file(form, draft, one)
    return draft


def _add_file(form: WriteDownForm, draft: Draft, kept: Kept) -> None:
    try:
        drafts.add_file(db.session, draft, kept, clock.now())
    except drafts.TooManyFiles as error:
        form.refuse("files", t("No more than %(limit)s files at once.", limit=error.limit))


def _settle(form: WriteDownForm) -> bool:
    """What a name means, where only one thing can be meant; else the form asks which."""
    today = clock.today()
    places = _places(form, today)
    codes = {place.code for place in places}
    if form.territory.data not in codes:
        form.territory.data = places[0].code if len(places) == 1 else ""
    if form.place.data and not form.territory.data:
        form.refuse(
            "place", t("Choose the place below.") if places else t("No place of this name was found. Write the raion.")
        )
        return False
    which = {code for code, _ in _which(form, today)} | {NOBODY}
    if len(which) > 1 and form.concern_authority.data not in which:
        form.refuse("concern_name", t("Choose below which body it is about."))
        return False
    return True


def _file(form: WriteDownForm, draft: Draft) -> ResponseReturnValue:
    actor, key = current_actor(), form.key.data or ""
    made: list[Case] = []

    def command() -> None:
        made.append(
            drafts.file_once(
                db.session, draft.id, lambda fresh: [_filing(form, fresh)], by=actor, now=clock.now(), keys=keys()
            )
        )
        task = _call_back(form.task.data or "")
        if task is not None:
            tasking.finish(db.session, task, by=actor, now=clock.now())

    if not attempt(form, command, FIELDS):
        return _page(form, drafts.read(db.session, key, clock.now())), 422
    return done(url_for("staff.slip", number=made[0].number))


def _filing(form: WriteDownForm, draft: Draft) -> Filing:
    chosen = form.authority.data
    return Filing(
        kind=Kind(form.kind.data),
        language=form.language.data,
        subject=form.subject.data or "",
        body=form.body.data or "",
        parties=form.parties(),
        sender=Sender(form.sender.data),
        channel=Channel(form.channel.data),
        topic_code=form.topic.data or None,
        territory_code=form.territory.data or None,
        place=form.place.data or "",
        authority_id=None if chosen in (None, "", UNKNOWN) else chosen,
        concerns=form.concerns(),
        file_ids=tuple(file.id for file in drafts.files_of(db.session, draft)),
        centre_id=None if form.territory.data else current_actor().centre_id,
        received_on=form.received_on.data,
        urgent=bool(form.urgent.data),
        draft_id=draft.id,
    )
