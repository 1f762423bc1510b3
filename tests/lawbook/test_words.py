"""Every code of the law has its words, and every sentence can be said in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from tests.law.calendars import kyrgyz, plain
from tracker.i18n import LANGUAGES, in_language
from tracker.law.calculator import case_dates
from tracker.law.codes import Effect, Grievance, Need, Route, RuleName, Start, Status, TermName
from tracker.law.deadlines import Due, Outer, answer_due, convention_limit, extended_due, registration_due
from tracker.law.events_of_leg import Question, with_questions
from tracker.law.grounds import Objection, Problem, refusal_grounds
from tracker.law.kyrgyzstan import regimes, shipped
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Regime, Rule, regime_by_id, regime_for
from tracker.law.remedies import remedies
from tracker.law.versions import Change, What, with_changes
from tracker.lawbook import labels, way_words, words
from tracker.lawbook.grounds import ground_line, need_words, objection_words
from tracker.store import db

RECEIVED = date(2026, 4, 28)


def law(regime_id: str, kind: str | None = None) -> Regime:
    return regime_by_id(regime_id, regimes(), kind)


def english(due: Due | Outer) -> list[str]:
    with in_language("en"):
        return words.explain(due)


def stopped(replied: str | None, article: bool = False) -> Due:
    """Law 217, if it let a question stop the clock: asked on 5 May, with a window until the 12th."""
    said = Rule(Effect.STOPS_CLOCK, "17", article, "a test", Status.CONFIRMED if article else Status.LIKELY)
    regime = replace(law("KG-ATI-217"), rules={RuleName.QUESTION: said})
    asked = Question(date(2026, 5, 13), date(2026, 5, 22), date.fromisoformat(replied) if replied else None)
    return with_questions(regime, kyrgyz(), answer_due(regime, kyrgyz(), RECEIVED), [asked])


ALL_KINDS_OF_REASON: list[Due | Outer] = [
    extended_due(law("KG-ATI-217"), kyrgyz(), RECEIVED),
    answer_due(law("KG-ATI-217"), kyrgyz(), date(2024, 1, 15)),
    answer_due(law("KG-ATI-213"), kyrgyz(), date(2023, 3, 7)),
    answer_due(law("KG-APP-67"), kyrgyz(), RECEIVED),
    answer_due(law("KG-APP-67"), kyrgyz(), RECEIVED, date(2026, 6, 1)),
    extended_due(law("KG-APP-67"), kyrgyz(), RECEIVED),
    answer_due(law("KG-ATI-217", "access_complaint"), kyrgyz(), RECEIVED),
    registration_due(law("KG-ATI-217"), kyrgyz(), RECEIVED),
    answer_due(law("KG-ATI-217"), plain([2027], estimated=[date(2027, 3, 9)]), date(2027, 3, 1)),
    case_dates(regimes(), kyrgyz(), "statement", RECEIVED, extended=True).answer,
    stopped("2026-05-15"),
    stopped(None),
    convention_limit(kyrgyz(), date(2026, 1, 31)),
    convention_limit(kyrgyz(), RECEIVED, extended=True),
    remedies(law("KG-APP-67"), Grievance.REFUSAL, RECEIVED, kyrgyz(), RECEIVED)[0].due,
    remedies(law("KG-ATI-217"), Grievance.SILENCE, RECEIVED)[0].due,
]


def test_the_examples_have_every_kind_of_reason() -> None:
    assert {reason.code for due in ALL_KINDS_OF_REASON for reason in due.because} == set(ReasonCode)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("due", ALL_KINDS_OF_REASON)
def test_every_reason_is_a_sentence(app: Flask, language: str, due: Due | Outer) -> None:
    with in_language(language):
        lines = words.explain(due)
    assert len(lines) == len(due.because)
    assert all(line and "%(" not in line for line in lines)


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (labels.STATUS, Status),
        (labels.TERMS, TermName),
        (labels.ROUTES, Route),
        (labels.GRIEVANCES, Grievance),
        (labels.NEEDS, Need),
        (labels.PROBLEMS, Problem),
        (labels.ACTS, {regime.id for regime in regimes()}),
        (labels.GROUNDS, {ground.code for regime in regimes() for ground in regime.grounds}),
        (words.STARTED, Start),
    ],
)
def test_no_code_without_words(table: dict[str, str], codes: set[str]) -> None:
    assert set(table) == set(codes)


def test_the_reckoning_of_a_request(app: Flask) -> None:
    assert english(answer_due(law("KG-ATI-217"), kyrgyz(), date(2026, 8, 17))) == [
        "The body received the letter on 17 August 2026. The count starts the next day.",
        ("Time to answer: 10 working days (Law No. 217 of 29 December 2023 on the right of access to information). "
        "A lawyer is still checking this term."),
        "Not a working day: 31.08.2026 (Independence Day).",
        "4 weekend days are left out.",
        "Working days are taken from calendar No. 1.",
    ]


def test_the_reckoning_of_the_convention(app: Flask) -> None:
    assert english(convention_limit(kyrgyz(), date(2026, 1, 31))) == [
        "The request was sent to the body on 31 January 2026. The count starts the next day.",
        "Time to answer: 1 month (Aarhus Convention, article 4(2)).",
        ("The last month has no day with this number, so the term ends on the last day of the month, 28 February 2026 "
        "(Civil Code, article 209)."),
        ("The term ends on 28 February 2026. That is not a working day, so the last day is the next working day, "
        "2 March 2026 (Civil Code, article 209)."),
        "To be on the safe side, we treat 28 February 2026 as the limit.",
        "Working days are taken from calendar No. 1.",
    ]


@pytest.mark.parametrize(
    ("due", "line"),
    [
        (answer_due(law("KG-ATI-217"), kyrgyz(), RECEIVED), "Answer due by 20 May 2026 (term being checked)"),
        (
            extended_due(law("KG-ATI-217"), kyrgyz(), RECEIVED),
            "Answer due by 4 June 2026, with extra time (term being checked)",
        ),
        (registration_due(law("KG-ATI-217"), kyrgyz(), RECEIVED), "No date to register: the term is not verified"),
        (
            answer_due(law("KG-ATI-217", "access_complaint"), kyrgyz(), RECEIVED),
            "No answer date: the term is not verified",
        ),
    ],
)
def test_one_line(app: Flask, due: Due, line: str) -> None:
    with in_language("en"):
        assert words.summary(due) == line


def test_a_confirmed_date_has_no_proviso(app: Flask) -> None:
    due = replace(answer_due(law("KG-ATI-217"), kyrgyz(), RECEIVED), status=Status.CONFIRMED)
    with in_language("en"):
        assert words.summary(due) == "Answer due by 20 May 2026"
        assert words.summary_of_limit(convention_limit(kyrgyz(), RECEIVED)) == (
            "The outer limit of the Convention is 28 May 2026"
        )


def test_dates_and_feasts_follow_the_reader(app: Flask) -> None:
    reason = Reason(
        ReasonCode.SKIPPED_DAY,
        {"first_on": date(2026, 5, 9), "last_on": date(2026, 5, 9), "days": 1, "ky": "Жеңиш күнү", "ru": "День Победы"},
    )
    with in_language("ky"):
        assert "Жеңиш күнү" in words.sentence(reason)
    with in_language("ru"):
        assert "День Победы" in words.sentence(reason)


def test_no_sentence_names_an_article_that_is_not_confirmed(app: Flask) -> None:
    national = [due for due in ALL_KINDS_OF_REASON if isinstance(due, Due)]
    lines = [line for due in national for line in english(due) if "Civil Code" not in line]
    assert not [line for line in lines if "article" in line]


def test_a_ground_names_its_article_only_where_confirmed(app: Flask) -> None:
    regime = law("KG-ATI-217")
    grounds = {ground.code: ground for ground in refusal_grounds(regime)}
    with in_language("en"):
        assert ground_line(grounds["K217-RESTR-ORDER"], regime).endswith("access to information, article 8(1))")
        assert ground_line(grounds["K217-NOTHELD-SCOPE"], regime).endswith("access to information)")
        assert ground_line(grounds["R-DRAFT"], regime).endswith("(Aarhus Convention, article 4(3)(c))")
        assert ground_line(grounds["R-COMMERCE"], regime).endswith("(Aarhus Convention)")


NAMED = [
    ("en", "Law No. 99 of 10 July 2026, which changed: Law No. 67 of 4 May 2007"),
    ("ru", "Закон № 99 от 10 июля 2026 года, изменивший: "),
    ("ky", "2026-жылдын 10-июлу күнү чыккан № 99 Мыйзам, ал өзгөрткөн мыйзам: "),
]


@pytest.mark.parametrize(("language", "name"), NAMED)
def test_a_law_put_in_use_is_named_by_its_act_also_in_a_stored_date(app: Flask, language: str, name: str) -> None:
    act = {"act_number": "№ 99", "act_on": "2026-07-10", "source": "x", "keeps_other_terms": True}
    rows = with_changes(shipped(), [Change(1, What.LAW, "KG-APP-67-10WD", act, valid_from=date(2026, 9, 1))])
    new = regime_for("statement", date(2026, 9, 1), rows)
    stored = Due.from_json(answer_due(new, kyrgyz(), date(2026, 9, 1)).as_json())
    with in_language(language):
        assert words.act_words(new).startswith(name)
        assert any(name in line for line in words.explain(stored))
        ground = next(one for one in refusal_grounds(new) if one.code == "K67-ANON")
        assert "99" not in ground_line(ground, new), "the grounds are those of the law that it changed"
        assert ground_line(ground, new) == ground_line(ground, law("KG-APP-67"))
        assert words.act_words(law("KG-APP-67-10WD")) != words.act_words(new)


def test_an_objection_says_what_to_do(app: Flask) -> None:
    with in_language("en"):
        assert objection_words(Objection(Problem.NO_NATIONAL_GROUND), db.session).startswith("Choose a ground from the law")
        assert objection_words(Objection(Problem.EMISSIONS, "R-COMMERCE"), db.session) == (
            "A law protects a commercial or industrial secret: Information on emissions cannot be refused on this ground."
        )
        assert need_words(Need.WHERE_TO_APPLY) == "Say which body to turn to."
        assert words.status_words(Status.LIKELY) == "likely: being checked"


def test_a_route_without_a_confirmed_term_says_act_now(app: Flask) -> None:
    ways = remedies(law("KG-APP-67"), Grievance.REFUSAL, RECEIVED, kyrgyz(), RECEIVED)
    with in_language("en"):
        assert way_words.route_lines(ways[0])[-1] == "Not verified: act now, ask the centre"
        assert way_words.route_lines(ways[2]) == [
            "Go to court",
            "Before the court, complain to the body itself or to the higher body.",
            "Not verified: act now, ask the centre",
        ]


def test_after_silence_every_way_is_named_and_the_court_is_open_directly(app: Flask) -> None:
    ways = case_dates(regimes(), kyrgyz(), "statement", RECEIVED).remedies
    with in_language("en"):
        lines = way_words.lines(ways)
    assert lines == [
        "Make an administrative complaint to the body itself or to the higher body. Not verified: act now, ask the centre.",
        "Turn to the Akyikatchy (Ombudsman). Not verified: act now, ask the centre.",
        "Go to court. After silence no complaint before it is needed, as far as we know. Not verified: act now, ask the centre.",
    ]


def test_a_route_with_a_confirmed_term_says_until_when(app: Flask) -> None:
    regime = law("KG-APP-67")
    sure = [replace(row, term=replace(row.term, status=Status.CONFIRMED)) for row in regime.remedies[:1]]
    way = remedies(replace(regime, remedies=tuple(sure)), Grievance.REFUSAL, RECEIVED, kyrgyz(), RECEIVED)[0]
    with in_language("en"):
        assert way_words.route_lines(way)[-1] == "Open until 18 June 2026"


UNTIL = [
    (RECEIVED, date(2026, 6, 18), Grievance.REFUSAL, "Open until 18 June 2026"),
    (RECEIVED, date(2026, 6, 19), Grievance.REFUSAL, "Was open until 18 June 2026: ask the centre"),
    (None, RECEIVED, Grievance.BAD_ANSWER, "Open for 30 working days from the day the decision was received"),
    (None, RECEIVED, Grievance.SILENCE, "Not verified: act now, ask the centre"),
]


@pytest.mark.parametrize(("got_on", "today", "grievance", "said"), UNTIL)
def test_until_when_a_way_with_a_confirmed_term_is_open(
    app: Flask, got_on: date | None, today: date, grievance: Grievance, said: str
) -> None:
    regime = law("KG-APP-67")
    sure = tuple(replace(row, term=replace(row.term, status=Status.CONFIRMED)) for row in regime.remedies[:1])
    (way,) = remedies(replace(regime, remedies=sure), grievance, today, kyrgyz(), got_on)
    with in_language("en"):
        assert way_words.route_lines(way)[-1] == said


def test_the_higher_body_is_named_where_it_is_recorded(app: Flask) -> None:
    complaint, akyikatchy, court = remedies(law("KG-APP-67"), Grievance.REFUSAL, RECEIVED)
    higher = remedies(law("KG-ATI-217"), Grievance.REFUSAL, RECEIVED)[0]
    with in_language("en"):
        assert way_words.route_lines(higher, "Ministry of Nature")[0] == "Complain to the higher body: Ministry of Nature"
        assert way_words.route_lines(complaint, "Ministry of Nature")[1] == "The higher body: Ministry of Nature"
        for way in (akyikatchy, court):
            assert "Ministry" not in way_words.route_line(way, "Ministry of Nature")


def test_ways_after_a_refusal_and_a_bad_answer_are_told_apart_only_where_they_differ(app: Flask) -> None:
    found = case_dates(regimes(), kyrgyz(), "statement", RECEIVED)
    without_court = replace(found, after_answer=found.after_answer[:-1])
    with in_language("en"):
        assert [ways.title for ways in way_words.after_decision(found)] == [
            "After a refusal, or an answer that is not good enough, these ways are open:",
        ]
        apart = way_words.after_decision(without_court)
        assert [(ways.title, len(ways.lines)) for ways in apart] == [
            ("After a refusal these ways are open:", 3),
            ("After an answer that is not good enough these ways are open:", 2),
        ]


def test_the_warning_before_an_extension(app: Flask) -> None:
    with in_language("en"):
        warning = words.extension_warning(date(2026, 6, 4), convention_limit(kyrgyz(), RECEIVED))
    assert "4 June 2026" in warning
    assert "28 May 2026" in warning


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "working_days", "1 working day"),
        (2, "weeks", "2 weeks"),
        (1, "months", "1 month"),
        (5, "calendar_days", "5 calendar days"),
    ],
)
def test_terms_in_words(app: Flask, value: int, unit: str, text: str) -> None:
    with in_language("en"):
        assert words.term_words(value, unit) == text


def test_a_weekend_day_that_is_worked_is_named_so_that_everybody_can_count() -> None:
    """Received on 15 January 2024: ten working days by a calendar on the wall end on Monday; Saturday the 27th was worked."""
    lines = english(answer_due(law("KG-ATI-217"), kyrgyz(), date(2024, 1, 15)))
    assert any(line.startswith("A weekend day that is worked counts: 27.01.2024") for line in lines)


def test_extra_time_in_all_says_so() -> None:
    in_all = replace(law("KG-ATI-217").term(TermName.EXTENSION), value=20, starts=Start.RECEIPT)
    regime = replace(law("KG-ATI-217"), terms={**law("KG-ATI-217").terms, TermName.EXTENSION: in_all})
    assert any(
        line.startswith("Time to answer with the extra time, in all and at the most: 20 working days")
        for line in english(extended_due(regime, kyrgyz(), RECEIVED))
    )


IN_ALL = [
    (TermName.EXTENSION, Start.RECEIPT, "20 working days in all"),
    (TermName.EXTENSION, Start.SUBMISSION, "20 working days in all"),
    (TermName.EXTENSION, Start.ORIGINAL_DATE, "20 working days"),
    (TermName.ANSWER, Start.RECEIPT, "20 working days"),
]


@pytest.mark.parametrize(("name", "starts", "said"), IN_ALL)
def test_only_extra_time_that_is_counted_from_the_letter_is_so_much_in_all(
    app: Flask, name: TermName, starts: Start, said: str
) -> None:
    term = replace(law("KG-ATI-217").term(TermName.EXTENSION), value=20, starts=starts)
    with in_language("en"):
        assert words.length_words_of(name, term) == said
        assert words.length_words_of(name, replace(term, value=None)) == ""


def test_a_feast_within_a_term_in_months_moves_nothing_and_is_not_named() -> None:
    calendar = plain(range(2026, 2028), estimated=[date(2027, 3, 9)])
    assert not any("estimate" in line for line in english(convention_limit(calendar, date(2027, 2, 20))))
    assert any("estimate" in line for line in english(convention_limit(calendar, date(2027, 2, 8))))


def test_a_question_that_stopped_the_clock_says_how_long_and_by_which_law() -> None:
    law_217 = "Law No. 217 of 29 December 2023 on the right of access to information"
    assert (
        "The body asked the applicant on 13 May 2026 and had the reply on 15 May 2026. Its time stood still meanwhile: "
        f"2 working days ({law_217}). Without the question the date was 20 May 2026. A lawyer is still checking this term."
    ) in english(stopped("2026-05-15"))
    assert (
        "The body asked the applicant on 13 May 2026. Until the reply its time stands still, but not after 22 May 2026: "
        f"7 working days at the most ({law_217}, article 17). Without the question the date is 20 May 2026."
    ) in english(stopped(None, article=True))
