"""What a body's letter looks like: set phrases of offices in Russian, Kyrgyz and English. A proposal only."""

from __future__ import annotations

from datetime import date

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
