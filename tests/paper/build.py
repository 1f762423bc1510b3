"""A letter, a slip and a case as they come from a village."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tracker.paper.values import CaseFile, Copies, Letter, Said, Slip

DAY = date(2026, 12, 1)
TEXT = (
    (
        "Биздин айылда үчүнчү жумадан бери өзөндүн суусу ылай болуп, балык өлүп жатат. Ң Ө Ү ң ө ү.\n"
        "Экинчи сап ошол эле абзацта."
    ),
    "Сураныч, суунун сапаты боюнча 2026-жылдагы өлчөөлөрдүн жыйынтыгын бериңиздер: pH, мышьяк (мг/л), ≤ 0,01.",
)


def a_letter(**more: Any) -> Letter:
    letter = Letter(
        language="ky",
        made_on=DAY,
        title="Маалымат суроо-талабы",
        number_line="№ EK-7Q4M-2T",
        date_line="2026-жылдын 1-декабры",
        to=("Тоң райондук мамлекеттик администрациясы", "Бөкөнбаев айылы, Көчө 1"),
        sender=("Өтүнмөчү: Үлгү Өмүрова", "Байланыш: tracker+abc@example.org"),
        subject="Тоң өзөнүнүн суусунун сапаты жөнүндө",
        paragraphs=TEXT,
        requests=("Жооп 14 жумуш күндүн ичинде берилет.", "Арыз ээсинин атын ишканага билдирбеңиздер."),
        attachments_title="Тиркеме",
        attachments=("сүрөт 1.jpg", "кат.pdf"),
        signature="Үлгү Өмүрова",
        qr="https://example.org/ky/c/EK-7Q4M-2T",
        qr_line="example.org/ky/c/EK-7Q4M-2T",
    )
    return replace(letter, **more)


COPIES = Copies(
    for_body="Органга берилүүчү нуска",
    for_sender="Жөнөтүүчүнүн нускасы",
    stamp_title="Кабыл алынды",
    stamp_lines=("Күнү:", "Кирүүчү номери:", "Кабыл алган адам, колу:"),
)


def a_slip(**more: Any) -> Slip:
    slip = Slip(
        language="ky",
        made_on=DAY,
        title="Кайрылууңузду байкап туруңуз",
        facts=(("Номери", "EK-7Q4M-2T"), ("Кимге", "Тоң райондук мамлекеттик администрациясы")),
        secret_label="Купуя сөз",
        secret="tash-suu-kol-too-42",
        warning="Бул баракты эч кимге көрсөтпөңүз: купуя сөздү билген адам кайрылууңузду окуй алат.",
        link="https://example.org/ky/follow",
        qr="https://example.org/ky/follow/abcdefabcdef",
        next_title="Андан ары эмне болот",
        next=(("02.12.2026", "Кат органга жеткирилет"), ("21.12.2026", "Жооп берүүнүн акыркы күнү")),
        contact=("Орхус борбору, Бишкек",),
    )
    return replace(slip, **more)


def a_case(rows: int = 3, **more: Any) -> CaseFile:
    case = CaseFile(
        language="ru",
        made_on=DAY,
        title="Обращение: качество воды в реке Тон",
        number_line="№ EK-7Q4M-2T",
        facts=(("Орган", "Тонская районная государственная администрация"), ("Получено", "2 декабря 2026 года")),
        timeline_title="Что произошло",
        timeline_head=("Когда", "Что"),
        timeline=tuple((f"{n % 28 + 1:02}.12.2026", f"Событие {n}: получено, зарегистрировано") for n in range(rows)),
        messages_title="Что написано",
        messages=(Said("Письмо заявителя, 01.12.2026", TEXT),),
        files_title="Файлы",
        files=("сүрөт 1.jpg (1,2 МБ)",),
        qr="EK-7Q4M-2T",
    )
    return replace(case, **more)
