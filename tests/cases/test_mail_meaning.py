"""What a body's letter looks like: set phrases of offices in Russian, Kyrgyz and English. A proposal only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.cases.mail_meaning import LOOKED_AT, Meaning, Proposal, propose

TODAY = date(2026, 11, 26)
NOV_24 = date(2026, 11, 24)
M = Meaning
LONG = "Пробы воздуха отобраны в трёх точках, превышений предельно допустимых концентраций не установлено. " * 4

TABLE: list[tuple[str, str, Meaning, str, date | None]] = [
    # registration
    ("Re: [26-4837-1950]", "Ваше обращение зарегистрировано: № 04-12/345 от 24.11.2026", M.REGISTERED,
     "04-12/345", NOV_24),
    ("Регистрация", "Вх. № 1567 от 25.11.2026 г. Исполнитель: Абдыева Ж.", M.REGISTERED, "1567", date(2026, 11, 25)),
    ("Жооп: [26-4837-1950]", "Кайрылууңуз катталды. Каттоо номери: 07-3/118, 2026-жылдын 24-ноябры.",
     M.REGISTERED, "07-3/118", NOV_24),
    ("", "Кат кабыл алынып, №А-215 менен 24.11.2026-ж. катталган.", M.REGISTERED, "А-215", date(2026, 11, 24)),
    ("Received", "Your request was registered under No. 12/88 on 2026-11-24.", M.REGISTERED, "12/88", date(2026, 11, 24)),
    ("", "Принято к рассмотрению, входящий номер 33-к от 24 ноября 2026 года", M.REGISTERED, "33-К", date(2026, 11, 24)),
    ("26-4837-1958", "Обращение № 26-4837-1958 зарегистрировано", M.REGISTERED, "", None),  # only our own number is named
    # questions
    ("", "Просим уточнить, о каком именно предприятии идет речь.", M.QUESTION, "", None),
    ("", "Кайсы көчө экенин тактап бериңиздер.", M.QUESTION, "", None),
    ("", "Please clarify the period for which the data are needed.", M.QUESTION, "", None),
    # more time
    ("", "В связи с большим объёмом данных срок рассмотрения запроса продлён на 10 рабочих дней.", M.EXTENSION, "", None),
    ("", "Кайрылууну кароо мөөнөтү 15 күнгө узартылды.", M.EXTENSION, "", None),
    ("", "We need to extend the term of your request by ten days.", M.EXTENSION, "", None),
    # passed on
    ("", "Ваше обращение направлено по компетенции в Министерство здравоохранения.", M.TRANSFER, "", None),
    ("", "Бул маселе биздин компетенциясына кирбейт, мэрияга жөнөтүлдү.", M.TRANSFER, "", None),
    ("", "Катыңыз таандыгы боюнча Ысык-Ата райондук мамлекеттик администрациясына жөнөтүлдү.", M.TRANSFER, "", None),
    # refusals
    ("Исх. № 06-3/17", "В предоставлении информации отказано: сведения составляют тайну. Исх. № 06-3/17 от 25.11.2026",
     M.REFUSAL, "06-3/17", date(2026, 11, 25)),
    ("", "Маалымат берүүдөн баш тартабыз, ал жашыруун.", M.REFUSAL, "", None),
    ("", "Запрашиваемые сведения не подлежат разглашению.", M.REFUSAL, "", None),
    # answers
    ("", f"На ваше обращение, зарегистрированное за № 04-12/345 от 24.11.2026, сообщаем. {LONG} Исх. № 06-3/17 от 25.11.2026",
     M.ANSWER, "06-3/17", date(2026, 11, 25)),
    ("", f"Сиздин кайрылууңузга билдиребиз: {LONG}", M.ANSWER, "", None),
    ("", "Сообщаем, что полигон закрыт с 2024 года.", M.ANSWER, "", None),
    # nothing that counts
    ("", "Спасибо, получили.", M.NOTE, "", None),
    ("", "Рахмат.", M.NOTE, "", None),
    ("", "", M.NOTE, "", None),
    ("Автоматический ответ: [26-4837-1950]", "Нахожусь в отпуске до 01.12.2026", M.AUTO_REPLY, "", None),
    ("", "Мен эмгек өргүүсүндөмүн.", M.AUTO_REPLY, "", None),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "text", "meaning", "number", "on"), TABLE)
def test_what_it_looks_like(subject: str, text: str, meaning: Meaning, number: str, on: date | None) -> None:
    assert propose(subject, text, TODAY) == Proposal(meaning, number, on)


ANNOUNCED = [
    ("Ответ на ваш запрос будет направлен до 08.12.2026.", date(2026, 12, 8)),
    ("Сообщаем, что ответ будет дан не позднее 8 декабря 2026 года.", date(2026, 12, 8)),
    ("Данные лаборатории задерживаются, планируем ответить 10.12.2026 г.", date(2026, 12, 10)),
    ("Жооп 2026-жылдын 8-декабрына чейин берилет.", date(2026, 12, 8)),
    ("Маалыматты 08.12.2026 күнү жөнөтөбүз.", date(2026, 12, 8)),
    ("We will send our answer by 8 December 2026.", date(2026, 12, 8)),
]


@pytest.mark.parametrize(("text", "on"), ANNOUNCED)
def test_a_day_of_the_answer_is_named(text: str, on: date) -> None:
    assert propose("", text, TODAY) == Proposal(M.DAY, on=on)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Ответ будет направлен в ближайшее время.", M.NOTE),  # no day
        ("Ответ был направлен вам 20.11.2026.", M.NOTE),  # a day that has passed
        ("Срок рассмотрения продлён, ответ будет дан до 08.12.2026.", M.EXTENSION),
        ("Зарегистрировано № 12 от 24.11.2026, ответ будет дан до 08.12.2026", M.REGISTERED),
        (f"Сообщаем: {LONG * 2} Следующий отчёт: данные будут предоставлены 08.12.2026.", M.ANSWER),
    ],
)
def test_what_only_looks_like_an_announced_day(text: str, meaning: Meaning) -> None:
    assert propose("", text, TODAY).meaning is meaning


PAYMENTS = [
    ("Просим оплатить 1 250,50 сом за копирование 40 страниц.", "1250.50"),
    ("Стоимость: копирование документов составляет 400 (четыреста) сомов.", "400"),
    ("Предоставление запрашиваемой информации платное, стоимость 800 сом.", "800"),
    ("Көчүрмөлөр үчүн 300 сом төлөп коюңуз.", "300"),
    ("Маалымат берүү акы төлөнүүчү кызмат, баасы 500 сом.", "500"),
    ("Please pay 200 soms for the copies.", "200"),
    ("Просим произвести оплату: 100 сом за поиск и 300 сом за копии.", None),  # which of them, says a person
]


@pytest.mark.parametrize(("text", "amount"), PAYMENTS)
def test_a_payment_is_wanted(text: str, amount: str | None) -> None:
    assert propose("", text, TODAY) == Proposal(M.PAYMENT, amount=Decimal(amount) if amount else None)


def test_a_fine_in_an_answer_is_no_payment_of_the_applicant() -> None:
    assert propose("", "Сообщаем, что завод оштрафован на 17 500 сом.", TODAY).meaning is M.ANSWER


CORRECTIONS = [
    "В нашем ответе допущена ошибка: вместо 25 мг следует читать 2,5 мг.",
    "Взамен ранее направленного ответа направляем исправленную версию.",
    "В дополнение к нашему ответу № 06-3/17 направляем таблицу.",
    "Биздин жообубузда ката кетти, туура көрсөткүч: 2,5 мг.",
    "Оңдолгон жоопту жөнөтөбүз.",
    "Attached is the corrected version of our answer.",
]


@pytest.mark.parametrize("text", CORRECTIONS)
def test_a_correction_is_one_only_after_an_answer(text: str) -> None:
    assert propose("", text, TODAY, answered=True) == Proposal(M.CORRECTION)
    assert propose("", text, TODAY).meaning is not M.CORRECTION


def test_thanks_after_an_answer_correct_nothing() -> None:
    assert propose("", "Спасибо, вопрос закрыт.", TODAY, answered=True).meaning is M.NOTE
    assert propose("Автоматический ответ", "Ошибка в ответе", TODAY, answered=True).meaning is M.AUTO_REPLY


def test_files_make_an_answer_of_two_lines() -> None:
    assert propose("Ответ", "Во вложении.", TODAY, has_files=True).meaning is M.ANSWER
    registered = "Сообщаем: зарегистрировано № 5 от 24.11.2026"
    assert propose("", registered, TODAY).meaning is M.REGISTERED
    assert propose("", registered, TODAY, has_files=True).meaning is M.REGISTERED, "the card of the registration"
    assert propose("", f"{registered}. Данные прилагаются.", TODAY, has_files=True).meaning is M.ANSWER


def test_a_day_that_has_not_come_is_no_day_of_a_registration() -> None:
    found = propose("", "Зарегистрировано № 12 от 24.11.2026, ответ будет дан до 08.12.2026", TODAY)
    assert found == Proposal(M.REGISTERED, "12", date(2026, 11, 24))
    assert propose("", "Зарегистрировано № 12, ответ до 08.12.2026, 31.02.2026", TODAY).on is None


def test_long_texts_cost_no_more_than_their_beginning() -> None:
    assert propose("", "а " * LOOKED_AT + "зарегистрировано № 5", TODAY).meaning is M.NOTE
    propose("", "срок " + "слово " * 50_000, TODAY)
