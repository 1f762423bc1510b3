"""A hostile reader without an account, in front of the demonstration set with a mark in place of everything private."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from werkzeug.test import TestResponse

from tests import conftest as base
from tests.conftest import TODAY
from tests.hostile.addresses import filled, rules, values_for
from tests.hostile.conftest import ORIGINAL, PUBLIC_COPY
from tests.hostile.marks import OPEN, PRIVATE, Marks, columns_of_text, found_in
from tests.hostile.reading import LANGUAGES, crawl, same_but_for, send, whole
from tests.web.client import counting
from tracker.cases.kinds import Review
from tracker.cases.models import Case, CaseContent, CaseEvent, CaseFile, Leg, Message, Party
from tracker.cases.reference import check_digit, spell_number
from tracker.directory.models import Authority
from tracker.store import db

PAGES = ("", "register", "figures", "bodies", "calculator", "about", "privacy", "help", "follow", "new", "call", "login")
ELSEWHERE = ("/robots.txt", "/sitemap.xml", "/health", "/favicon.ico", "/", "/.well-known/security.txt", "/feed", "/api")
NO_NUMBER = "26-0000-0000"
Surface = dict[str, TestResponse]


def hidden_cases() -> list[Case]:
    return list(db.session.scalars(select(Case).where(Case.public_row.is_(False)).order_by(Case.id)))


def nobodys_number() -> str:
    """A number that is well-formed and not given to any case."""
    digits = "261234567"
    return spell_number(digits + check_digit(digits))


def public_part(lang: str) -> re.Pattern[str]:
    return re.compile(rf"^/{lang}/(register|case|body|figures|bodies|calculator|about|privacy|help|follow|$)")


def starts(lang: str) -> list[str]:
    had_letters = db.session.scalars(select(Leg.authority_id).distinct().order_by(Leg.authority_id))
    bodies = [f"/{lang}/body/{body}" for body in had_letters]
    places = db.session.execute(select(Case.oblast_code, Case.raion_code).where(Case.raion_code.is_not(None)).distinct())
    raions = [f"/{lang}/register?oblast={oblast}&raion={raion}" for oblast, raion in places]
    return [*(f"/{lang}/{page}" for page in PAGES), *ELSEWHERE, *bodies, *raions]


def read_all(app: Flask, lang: str) -> Surface:
    """Whatever leads to cases: of the bodies only those that ever had a letter."""
    wanted, bodies = public_part(lang), f"/{lang}/bod"
    return dict(crawl(app, starts(lang), lambda url: bool(wanted.match(url)) and not url.startswith(bodies), 1000))


@pytest.fixture(scope="module")
def kept() -> dict[str, Surface]:
    return {}


@pytest.fixture
def surface(marked: Flask, kept: dict[str, Surface]) -> Surface:
    """What can be reached in Kyrgyz, read once for this file."""
    if "ky" not in kept:
        kept["ky"] = read_all(marked, "ky")
    return kept["ky"]


def test_every_column_of_text_is_private_or_open() -> None:
    assert PRIVATE.keys() == OPEN.keys()
    for model, private in PRIVATE.items():
        assert columns_of_text(model) == private | OPEN[model], f"{model.__name__}: say what the public may read of it"
        assert not private & OPEN[model]


def test_the_marks_stand_in_the_rows(marked: Flask, marks: Marks) -> None:
    for model in (Party, CaseContent, Message):
        private = db.session.scalars(select(getattr(model, sorted(PRIVATE[model])[0])))
        assert all(found_in(value, marks) for value in private)
    assert len(marks) > 1000


def test_the_surface_is_wide_enough(surface: Surface) -> None:
    public = set(db.session.scalars(select(Case.number).where(Case.public_row.is_(True))))
    assert len(public) > 40
    assert {f"/ky/case/{number}" for number in public} <= set(surface)
    assert sum(url.startswith("/ky/register?") for url in surface) > 50
    assert any("after=" in url for url in surface)
    assert sum("/file/" in url for url in surface) >= 4
    broken = {url: answer.status_code for url, answer in surface.items() if answer.status_code >= 400}
    assert set(broken) <= set(ELSEWHERE)


def test_nothing_private_is_on_it(surface: Surface, marks: Marks) -> None:
    _nothing_private(surface, marks)


def test_no_hidden_case_is_on_it(surface: Surface) -> None:
    _no_hidden_number(surface)


def test_nothing_that_is_kept_of_a_person_is_set(surface: Surface) -> None:
    own = ("/ky/new", "/ky/call", "/ky/login")
    assert {url for url, answer in surface.items() if "Set-Cookie" in answer.headers} <= set(own)


def test_files_are_copies(surface: Surface) -> None:
    files = [answer for url, answer in surface.items() if "/file/" in url]
    assert all(answer.get_data() == PUBLIC_COPY for answer in files)
    assert all("noindex" in answer.headers["X-Robots-Tag"] for answer in files)


def test_no_file_by_guessing(marked: Flask) -> None:
    """Every file's number under every case: only released ones, only under their own."""
    client, given = marked.test_client(), set()
    numbers = {case.id: case.number for case in db.session.scalars(select(Case))}
    released = _released_files()
    own = {row.id: numbers[row.case_id] for row in db.session.scalars(select(CaseFile))}
    others = sorted(numbers.values())[:3] + [case.number for case in hidden_cases()[:2]] + [nobodys_number()]
    for file_id in range(max(own) + 2):
        for number in {own.get(file_id, NO_NUMBER), *(others if file_id % 10 == 0 else ())}:
            answer = send(client, f"/en/case/{number}/file/{file_id}")
            assert ORIGINAL not in answer.get_data()
            if answer.status_code != 404:
                given.add((number, file_id))
    assert given == {(own[file_id], file_id) for file_id in released}


def _released_files() -> set[int]:
    shown = ("released", "redacted")
    query = (
        select(CaseFile.id).join(Case, Case.id == CaseFile.case_id).join(Message, Message.id == CaseFile.message_id)
        .where(Case.public_row, Case.released, ~Case.restricted, CaseFile.release.in_(shown), Message.release.in_(shown))
    )  # fmt: skip
    return set(db.session.scalars(query))


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_a_hidden_case_and_one_that_does_not_exist_answer_alike(marked: Flask, method: str) -> None:
    """Every address that takes a number: same status, headers, words; same number of statements."""
    client, nobody = marked.test_client(), nobodys_number()
    for case in _one_of_each() if method == "GET" else _one_of_each()[:1]:
        for url in _addresses_about(marked, case, method):
            told, control = _ask(client, url, method), _ask(client, url.replace(case.number, nobody), method)
            words = {case.number: "N", nobody: "N"}
            assert same_but_for(told[0], words) == same_but_for(control[0], words), f"{method} {url}"
            assert told[1] == control[1], f"{method} {url}: {told[1]} statements, without a case {control[1]}"


def _one_of_each() -> list[Case]:
    """Restricted below the raion; waiting for the first look; not accepted; not on its way yet."""
    found = {(case.review, case.restricted): case for case in hidden_cases()}
    assert {Review.WAITING, Review.NOT_ACCEPTED, Review.PASSED} <= {review for review, _ in found}
    return sorted(found.values(), key=lambda case: (case.review != Review.PASSED, not case.restricted))


def _addresses_about(app: Flask, case: Case, method: str) -> Iterator[str]:
    values = values_for(case)
    for rule in rules(app, method, with_number=True):
        yield from filled(rule, values, "en")
    if method == "GET":
        for path in (
            f"case/{case.number}/", f"case/{case.number.replace('-', '')}", f"register?after={case.number}",
            f"register?q={case.number}", f"bodies?q={case.number}", f"follow?number={case.number}", f"case/{case.number}.json",
        ):  # fmt: skip
            yield f"/en/{path}"


def _ask(client: object, url: str, method: str) -> tuple[TestResponse, int]:
    statements: list[str] = []
    with counting(statements):
        answer = send(client, url, method)  # type: ignore[arg-type]
    return answer, len(statements)


def test_a_number_and_a_code_that_do_not_fit_tell_nothing(marked: Flask) -> None:
    client, nobody = marked.test_client(), nobodys_number()
    for case in _one_of_each():
        asked = [
            _post(client, "/en/follow", {"number": number, "secret": "1234 5678 9012 3456"}) for number in (case.number, nobody)
        ]
        words = {case.number: "N", nobody: "N"}
        assert same_but_for(asked[0], words) == same_but_for(asked[1], words)
        assert asked[0].status_code == 422


def _post(client: object, url: str, data: dict[str, str]) -> TestResponse:
    return send(client, url, "POST", data=data)  # type: ignore[arg-type]


def test_words_of_letters_and_people_find_nothing(marked: Flask, marks: Marks) -> None:
    """Whatever is typed into a field of the public pages: only names of bodies and places are searched."""
    client = marked.test_client()
    party = db.session.scalars(select(Party).limit(1)).one()
    letter = db.session.scalars(select(CaseContent).limit(1)).one()
    for typed in (party.name, party.phone, party.email, letter.subject, letter.body, party.address):
        empty = send(client, "/en/register?q=zzzznothing")
        found = send(client, f"/en/register?q={typed}")
        assert same_but_for(found, {typed: "T", quote(typed): "T"}) == same_but_for(empty, {"zzzznothing": "T"})
        for field in ("topic", "oblast", "raion", "kind", "state", "late", "from_on", "to_on", "after", "body"):
            answer = send(client, f"/en/register?{field}={typed}")
            assert answer.status_code in {200, 422}
            assert not found_in(_without(answer, typed), marks), field
        for page in ("bodies?q=", "bodies?place=", "new?place=", "call?place="):
            answer = send(client, f"/en/{page}{typed}")
            assert not found_in(_without(answer, typed), marks), page


def _without(answer: TestResponse, typed: str) -> str:
    return whole(answer).replace(typed, "").replace(quote(typed), "")


def test_without_the_hidden_cases_the_public_pages_are_the_same(marked: Flask, surface: Surface) -> None:
    """The strongest question: take the hidden cases out, and see whether anything public changes."""
    pages = [url for url in surface if not url.startswith("/ky/figures")]
    _take_out([case.id for case in hidden_cases()])
    client = marked.test_client()
    for url in pages:
        before, after = same_but_for(surface[url], {}), same_but_for(send(client, url), {})
        assert before == after, url


def _take_out(cases: list[int]) -> None:
    db.session.commit()
    base._raw().execute("PRAGMA foreign_keys=OFF")
    for table in reversed(Case.metadata.sorted_tables):
        for name in ("case_id", "case_ref"):
            if name in table.c:
                db.session.execute(delete(table).where(table.c[name].in_(cases)))
    db.session.execute(delete(Case.__table__).where(Case.id.in_(cases)))
    db.session.commit()
    base._raw().execute("PRAGMA foreign_keys=ON")


def test_figures_of_restricted_cases_name_no_small_number(surface: Surface) -> None:
    page = surface["/ky/figures"].get_data(as_text=True)
    cells = [int(cell) for cell in re.findall(r"<td[^>]*>\s*(\d+)\s*</td>", page)]
    assert all(cell >= 5 for cell in cells)


def test_a_page_does_not_tell_how_many_events_there_are(marked: Flask) -> None:
    """The mark of a list changes with every event, also of hidden cases: it must not be possible to count them by it."""
    newest = db.session.scalar(select(func.max(CaseEvent.id)))
    tag = send(marked.test_client(), "/en/register").headers["ETag"]
    for guess in range((newest or 0) + 5):
        for version in ((guess, None), (guess, 0)):
            parts = ((version,), "en", "/en/register?", TODAY.isoformat(), marked.extensions["release"])
            assert hashlib.sha256(repr(parts).encode()).hexdigest()[:24] not in tag


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_public_in_every_language(marked: Flask, marks: Marks, lang: str) -> None:
    """All bodies, all choices, all pages of lists."""
    wanted = public_part(lang)
    bodies = [f"/{lang}/body/{body}" for body in db.session.scalars(select(Authority.id).order_by(Authority.id))]
    surface = dict(crawl(marked, starts(lang) + bodies, lambda url: bool(wanted.match(url)), 3000))
    assert len(surface) > 500
    _nothing_private(surface, marks)
    _no_hidden_number(surface)


def _nothing_private(surface: Surface, marks: Marks) -> None:
    for url, answer in surface.items():
        found = found_in(whole(answer), marks)
        assert not found, f"{url} shows {sorted(map(str, found))[:5]}"


def _no_hidden_number(surface: Surface) -> None:
    hidden = {case.number for case in hidden_cases()}
    assert len(hidden) > 5
    hidden |= {number.replace("-", "") for number in hidden}
    for url, answer in surface.items():
        shown = whole(answer)
        assert not [number for number in hidden if number in shown], url
