"""Words that programs write for a person, and words of a person that look like them: Russian, Kyrgyz, English."""

from __future__ import annotations

import pytest

from tracker.mail.reading import parse
from tracker.mail.reading.folding import fold, plain_lines
from tracker.mail.reading.incoming import Incoming
from tracker.mail.reading.quote_patterns import DEVICE

OWN = "Саламатсызбы! Проба взята."
OLDER = "Просим сообщить о золе."
OPENINGS = [
    "Пятница, 20 ноября 2026, 12:10 +06:00 от Центр <a@b.example>:",
    "23 ноября 2026 г., 10:15 пользователь Центр <a@b.example> написал:",
    "пн, 23 нояб. 2026 г., 10:15 Центр <a@b.example>:",
    "On 23.11.2026 10:15, Centre wrote:",
    "23 нояб. 2026 г., в 10:15, Центр <a@b.example> написал(а):",
    '23.11.2026, 10:15, "Центр" <a@b.example>:',
    "23.11.2026 10:15, Центр пишет:",
    "Пн, 23 ноября 2026, 10:15 +06:00, Центр <a@b.example>:",
    "On 23 Nov 2026, at 10:15, Centre <a@b.example> wrote:",
    "2026-жылдын 23-ноябрында саат 10:15те Борбор <a@b.example> жазды:",
    "Дүйшөмбү, 23-ноябрь 2026-ж., 10:15 Борбор жазган:",
    "2026-ж., 23-ноя., Дш 10:15 күнү Борбор <a@b.example> мындай деп жазды:",
    "23-ноябрь, 2026-жыл, 10:15, Борбор <a@b.example> жазды:",
    "От: Центр [mailto:a@b.example] \nSent: Monday, November 23, 2026 10:15 AM\nTo: СЭС\nSubject: зола",
    "От: Центр <a@b.example>\nДата: понедельник, 23 ноября 2026 г. в 10:15\nКому: СЭС <s@b.example>\nТема: зола",
    "От кого: Центр\nДата: 23.11.2026 10:15\nКому: СЭС\nТема: зола",
    "Жөнөтүүчү: Борбор <a@b.example>\nДатасы: 23.11.2026\nАлуучу: СЭС\nТема: күл",
    "Жөнөткөн: Борбор\nЖөнөтүлгөн күнү: 23.11.2026 10:15\nКимге: СЭС\nТема: күл",
    "Кимден: Борбор\nКүнү: 23.11.2026, 10:15\nКимге: СЭС\nТема: күл",
    "*От:* Центр <a@b.example>\n*Отправлено:* понедельник, 23 ноября 2026 г. 10:15\n*Кому:* СЭС\n*Тема:* зола",
    "Центр <a@b.example> 23 ноября 2026 г. 10:15:14 написал:",
    "----- Original Message ----- ",
    "---- On Mon, 23 Nov 2026 10:15:00 +0600 Centre <a@b.example> wrote ----",
    "-------- Original Message --------\nSubject: x\nDate: 2026-11-23 10:15\nFrom: c <a@b.example>\nTo: s",
    "From: c <a@b.example>\nDate: Monday, 23 November 2026 at 10:15\nTo: s <s@b.example>\nSubject: ash",
]
OPENINGS += [
    "От: Центр <a@b.example>\nОтправленные: Понедельник, 23 Ноябрь 2026 г 10:15:00\nКому: СЭС\nТема: зола",
    "От: Центр\nОтправленные: Понедельник, 23 Ноябрь 2026 г 10:15:00\nКому: СЭС\nТема: зола",
]
PASSED_ON = [
    "----- Пересылаемое сообщение -----",
    "---------- Forwarded message ---------\nОт: СЭС <sets@b.example>\nDate: пн, 23 нояб. 2026 г. в 09:00\nSubject: Протокол",
    "> Начало переадресованного сообщения:\n>\n> От: СЭС <sets@b.example>\n> Тема: Протокол",
]
NO_HEADINGS = [  # a form that was filled in; a newspaper that is cited
    "От: Управление экологии\nКому: Центр\nДата: 23.11.2026\nТема: зола",
    "Кимден: Экология башкармалыгы\nКимге: Борбор\nКүнү: 23.11.2026\nТема: күл",
    "От: Управление экологии\nДата: 23 ноября 2026 г.\nТема: зола",
]
CLOSINGS = [
    "С уважением,\nА. Сыдыкова, санитарный врач\nтел. 0 312 00 00 00",
    "С уважением, начальник отдела Б. Осмонов",
    "С уважением Осмонов Б. Т.",
    "С глубоким уважением\n\nБакыт Осмонов\nЧүй облустук башкармалыгы",
    "Урматтоо менен,\nҮ. Өмүрбекова\nайыл өкмөтүнүн башчысы",
    "Терең урматтоо менен, Ү. Өмүрбекова",
    "Сый-урмат менен\nТурат Эсенов",
    "Best regards,\nBakyt Osmonov\nHead of department",
    "Kind regards",
    "Yours sincerely, A. Asanov",
    "С уважением,\nНачальник управления А.К. Асанов\nИсп. Токтогулова Н., 0312 61-00-00",
    "С ув., Асанов",
    "Ызаттоо менен, Эсенов Т.",
    "Урматтоо менен\nБашкарманын башчысы\nА. Сыдыков\nАткаруучу: Эсенов Т.",
    "С наилучшими пожеланиями,\nКанцелярия",
]
NO_CLOSINGS = [
    "С уважением относимся к вашему запросу.",
    "С уважением, сообщаем, что проба взята.",
    "Урматтоо менен билдиребиз: шагыл карьери жабылды.",
    "Урматтоо менен, карьер жабылды.",
    "С уважением,\nОсмонов\n\nP.S. Протокол вышлем завтра.",
    "С уважением,\nОсмонов\nПриложение: протокол на 3 л.",
    "С уважением,\nОсмонов\nИсх. № 04-12/345 от 23.11.2026",
    "С уважением,\nОсмонов\nПо второму вопросу отвал занимает 14 га и до сих пор не огорожен.",
    "С уважением,\nОсмонов\n1\n2\n3\n4\n5\n6",
]
DEVICES = [
    "Sent from Mail for Windows",
    "Отправлено из Почты для Windows",
    "Отправлено из Outlook для iOS",
    "Отправлено с телефона Samsung",
    "Отправлено с устройства Huawei",
    "Отправлено из Yahoo Почты на Android",
    "Отправлено из Яндекс Почты для мобильных устройств",
    "Отправлено из мобильного приложения Яндекс Почты",
    "Отправлено с моего Xiaomi",
    "Менин телефонумдан жөнөтүлдү",
    "iPhone'умдан жөнөтүлдү",
    "Менин iPhone’умдан жөнөтүлдү",
    "iPhone телефонумдан жөнөтүлдү",
    "Android телефонумдан жөнөтүлдү",
    "Samsung Galaxy смартфонумдан жөнөтүлдү",
    "Мобилдик Mail почтасынан жөнөтүлдү",
    "Yandex Почтадан жөнөтүлдү",
    "Жөнөтүлдү: iPhone",
    "Sent from my iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "Sent from Yahoo Mail on Android",
    "Get Outlook for Android",
    "Отправлено из мобильной Почты Mail.ru",
    "Отправлено из Mail.ru для Android",
    "Отправлено с помощью Gmail",
    "Отправлено из мобильной Яндекс.Почты: http://m.ya.ru/ymail",
    "Отправлено со смартфона Honor",
    "Отправлено с планшета",
    "Sent from Outlook for iOS",
    "Отправлено с Samsung",
    "Отправлено с Samsung Mobile",
    "Отправлено с iPad",
    "Отправлено из myMail для iOS",
    "Sent with Proton Mail secure email.",
    "Sent via BlackBerry",
    "Отправлено через Почту Mail",
    "Отправлено из Почты Mail для iOS",
    "Отправлено из Почты Mail",
    "iPhone аркылуу жөнөтүлдү",
    "iPhone'дан жөнөтүлгөн",
    "Телефондон жөнөтүлдү",
    "Смартфондон жөнөтүлдү",
    "Бул кат iPhone телефонунан жөнөтүлдү",
    "Отправлено с мобильного телефона",
    "Отправлено с Redmi Note 12",
]
NO_DEVICES = [
    "Отправлено из лаборатории 12 ноября.",
    "Отправлено почтой России.",
    "Жооп почта аркылуу жөнөтүлдү.",
    "Отправлено с нарочным 12.05.2026",
    "Отправлено через канцелярию",
    "Sent by mail on Monday",
    "Кат кабылдамадан жөнөтүлдү",
    "Отправлено из почтового отделения № 5",
    "Отправлено по почте",
    "Отправлено с мобильного поста лаборатории",
]
AUTOMATIC = [
    "Меня нет в офисе до 1 декабря.",
    "Я на больничном до 1 декабря, обращайтесь к коллегам.",
    "Буду в отпуске до 30 ноября. По вопросам звоните 0312.",
    "Сейчас я в отпуске, вернусь 1 декабря.",
    "Уважаемый коллега! Я нахожусь вне офиса до 30.11.",
    "Здравствуйте. С 16 по 30 ноября нахожусь в отпуске.",
    "Спасибо за Ваше обращение! Ваше письмо получено и будет рассмотрено. Это автоматический ответ.",
    "Учурда өргүүдөмүн.",
    "30-ноябрга чейин жумушта болбойм.",
    "Азыр кеңседе эмесмин, 1-декабрда кайтам.",
    "Катыңыз кабыл алынды. Бул автоматтык жооп.",
    "Саламатсызбы! Мен азыр отпускадамын, шашылыш болсо чалыңыз.",
    "Мен 1-декабрга чейин иш сапарындамын.",
    "Hello, I am on annual leave until 1 December.",
    "Thank you for your e-mail. This is an automatic reply.",
    "I will be out of the office from 16 to 30 November.",
    "Отвечу по возвращении из отпуска 1 декабря. Нахожусь в отпуске.",
    "Ваше письмо получено. Данное сообщение сформировано автоматически и не требует ответа.",
    "Мы получили Ваше письмо и ответим в ближайшее время. Пожалуйста, не отвечайте на это письмо.",
    "Добрый день! До 30 ноября я в отпуске.",
    "Нахожусь в декретном отпуске. Пишите Ивановой.",
    "Временно отсутствую. Вернусь 01.12.2026.",
    "Сообщаем, что Ваше письмо получено. Это автоматический ответ, отвечать на него не нужно.",
    "Отправлено автоматически. Обращение поступило в канцелярию.",
    "Бул автоматтык түрдө жөнөтүлгөн билдирүү. Катыңыз кабыл алынды.",
    "Я буду отсутствовать до 5 декабря. По срочным вопросам обращайтесь к Асановой (0312 00-00-00).",
    "Здравствуйте! Ваше обращение зарегистрировано. Это письмо создано автоматически, отвечать на него не нужно.",
    "Благодарим за обращение. Данное сообщение создано автоматически, пожалуйста, не отвечайте на него.",
    "Это автоматическое уведомление. Ваше обращение № 123 принято к рассмотрению.",
    "Уважаемый заявитель! Ваше обращение поступило в обработку. Не отвечайте на данное сообщение.",
    "I am currently out of office with limited access to email and will return on Monday.",
    "I am away from my desk until 1 December. For urgent matters contact Bakyt.",
    "Кат автоматтык түрдө түзүлдү. Жооп бербеңиз.",
    "Учурда эмгек өргүүсүндөмүн, 5-декабрда чыгам.",
    "Бул билдирүү автоматтык түрдө жөнөтүлдү, ага жооп бербеңиз.",
    "Нахожусь в ежегодном трудовом отпуске по 05.12.2026. Исполняющий обязанности - Осмонов Б.",
    "В настоящее время нахожусь в отпуске. Вернусь 05.12. С уважением, Асанов",
    "Мени кеңседен 5-декабрга чейин таба албайсыз, өргүүдөмүн.",
    "Thank you for contacting us. We have received your message and will respond within 3 days. This is an automated response.",
    "Спасибо за письмо! Сейчас я не на работе: в отпуске до 5 декабря.",
    "Здравствуйте, я в отпуске с 20.11 по 05.12, на письма отвечу после возвращения.",
    "Меня нет на работе до 5 декабря.",
    "Сотрудник находится в отпуске до 5 декабря. Это автоответ.",
    "This is an automatically generated message. Your request has been received.",
]
OF_A_PERSON_WHO_ANSWERS_A_MACHINE = [
    "Re: Автоматический ответ: Запрос",
    "Отв: Автоответ",
    "Fwd: Автоматический ответ: Запрос",
    "Re: Out of office: request",
    "Жооп: Автоматтык жооп",
    "Автоматическое уведомление о превышении ПДК на посту № 3",
    "Автоматический пост № 3: данные",
    "ОсОО «Эко»: ответ",
]
BY_A_PERSON = [
    "В отпуске был инспектор, поэтому выезд состоялся 20 ноября.",
    "Начальник отдела находится в отпуске до 30 ноября, ответ подпишет заместитель.",
    "Инспектор өргүүдө болчу, ошондуктан кечиктик.",
    "Вода автоматически хлорируется на насосной станции.",
    "Станция автоматтык түрдө өлчөйт, жыйынтык тиркелет.",
    "Датчики отправляют данные автоматически, сводку прилагаем.",
    "Эколог ушул аптада иш сапарында, жооп 1-декабрда болот.",
    "Ваше обращение получено, зарегистрировано № 12.",
    "Вы просили отсутствующие данные до 2020 года: направляем.",
    "Карьер временно отсутствует в реестре.",
    "Я был в отпуске, поэтому отвечаю сегодня: проба взята.",
    "На запрос отвечать не требуется по статье 8, так как данные опубликованы.",
    "Автоматический пост наблюдения № 3 установлен 12 ноября.",
    "Меня нет в списке рассылки, пришлите на новый адрес.",
    "Показания автоматически сформированы прибором за октябрь.",
    "Протокол сформирован автоматически, подпись лаборанта имеется.",
    "На данный вид работ не требуется разрешение.",
    "Данный автоматический пост снят с учёта.",
    "Я в командировке в Токмоке, осмотрел свалку: мусор не вывезен.",
    "Нахожусь в отпуске, но отвечаю: уровень шума 62 дБ.",
    "I am out of the office today; the sample of 20 November was found clean.",
    "Не отвечайте на это до получения оригинала.",
    "Автоматтык түрдө өлчөнгөн маалымат: PM10 0,31.",
    "Мен иш сапарындамын, карьерди текшердим: иштебейт.",
    "Уведомление направлено владельцу объекта автоматически, срок истёк.",
    "Автоматическое уведомление жителей о выбросах не работает.",
    "На время командировки инспектора приём ведёт заместитель. Ответ: скважина действует, дебит 3 л/с.",
    "Здравствуйте! Я нахожусь в отпуске, но коллеги сообщили: мусор убран.",
    "Временно отсутствую на рабочем месте, поэтому отвечаю кратко: да, вырубка законная.",
    "Добрый день. Отчёт формируется автоматически. Ответ на Ваш запрос: нет, разрешения не выдавали.",
    "Ваше письмо получено. Разрешение на вырубку не выдавалось.",
    "Это сообщение направлено автоматически всем заявителям по ошибке, просим извинить; по сути: разрешение выдано.",
    "Ответ на данное письмо не требуется. Уровень загрязнения превышен вдвое.",
    "Просьба не отвечать на это письмо, все вопросы по телефону. Разрешение выдано 2 октября.",
    "Мен азыр өргүүдөмүн. Суроонузга жооп: кыюуга уруксат берилген эмес.",
    "I'm on leave but here is the answer: no permit was issued.",
    "Please do not reply to this e-mail, use the portal. The permit was refused on 2 October.",
    "Сейчас в отпуске. Разрешение выдано ОсОО «Кумтор» 12 мая, копию вышлю.",
    "Нахожусь в командировке. Разрешения нет.",
]
AUTOMATIC_SUBJECTS = [
    "Автоматический ответ: x",
    "Автоответ",
    "Автоматтык жооп: x",
    "[Auto-Reply] Request",
    "OOO: Request",
    "AUTO: B. Osmonov is out of the office",
    "*** Автоматический ответ ***",
    "Ответ автоматический",
    "Ваше письмо получено (автоматическое уведомление)",
    "В отпуске",
    "[СЭС] Автоматический ответ: зола",
    "Out of Office Re: x",
    "Automatic reply: x",
    "Я в отпуске",
    "Отсутствие на рабочем месте",
    "Нет на рабочем месте: x",
    "Авто ответ: запрос",
    "Автоматическое подтверждение получения",
]
BOUNCES = [
    (
        "Недоставлено: зола",
        "Не удалось найти следующих адресатов:\n\n 'sets@example.net'\n 550 5.1.1 User unknown",
        True,
        "5.1.1",
    ),
    ("Undelivered Mail Returned to Sender", "<sets@example.net>: host x said: 452 4.2.2 Mailbox full", False, "4.2.2"),
    ("Mail delivery failed", "<sets@example.net>\n  Unrouteable address", True, ""),
    (
        "Письмо не может быть доставлено",
        "Ваше письмо для sets@example.net не может быть доставлено: ящик переполнен.",
        True,
        "",
    ),
    (
        "Delivery Status Notification (Delay)",
        "Your message to sets@example.net has been delayed. Will retry for 2 days",
        False,
        "",
    ),
    (
        "Доставка задерживается",
        "Доставка письма sets@example.net задерживается. Сервер продолжит попытки доставки.",
        False,
        "",
    ),
    ("Катыңыз жеткирилген жок", "Катыңыз sets@example.net дарегине жеткирилген жок: кутуча толуп калган.", True, ""),
]


def letter(subject: str, text: str, sender: str = "office@example.com") -> Incoming:
    head = f"From: {sender}\nTo: centre@example.org\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    return parse((head + text).encode())


@pytest.mark.parametrize("quote", ["", "> "], ids=["bare", "quoted"])
@pytest.mark.parametrize("opening", OPENINGS)
def test_an_older_letter_is_folded(opening: str, quote: str) -> None:
    folded = fold(plain_lines(f"{OWN}\n\n{opening}\n\n{quote}{OLDER}\n"))
    assert folded.text == OWN
    assert OLDER in folded.quoted


@pytest.mark.parametrize("opening", PASSED_ON)
def test_what_is_passed_on_is_content(opening: str) -> None:
    folded = fold(plain_lines(f"{OWN}\n\n{opening}\n\n{'> ' if opening[0] == '>' else ''}{OLDER}\n"), is_forward=True)
    assert OLDER in folded.text
    assert (folded.written, folded.quoted) == (OWN, "")


@pytest.mark.parametrize("opening", PASSED_ON[1:])
def test_our_own_letter_that_comes_back_is_older(opening: str) -> None:
    body = f"{OWN}\n\n{opening}\n\n{'> ' if opening[0] == '>' else ''}{OLDER}\n"
    folded = fold(plain_lines(body), is_forward=True, ours=("sets+mfrggzdfmztwq2lk@b.example",))
    assert folded.text == OWN


@pytest.mark.parametrize("heading", NO_HEADINGS)
def test_a_form_is_no_heading(heading: str) -> None:
    assert fold(plain_lines(f"Форма ответа\n\n{heading}\n\nОтвет: 14 га.")).quoted == ""


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize(
    "below", ["", "\n\nОтправлено с iPhone", f"\n\n{OPENINGS[0]}\n> {OLDER}"], ids=["", "phone", "older"]
)
def test_the_closing_words_are_folded(closing: str, below: str) -> None:
    folded = fold(plain_lines(f"{OWN}\n\n{closing}{below}"))
    assert folded.text == OWN
    assert folded.quoted.startswith(closing)


@pytest.mark.parametrize("words", NO_CLOSINGS)
def test_what_only_looks_like_closing_words_stays(words: str) -> None:
    assert fold(plain_lines(f"{OWN}\n\n{words}")).quoted == ""


@pytest.mark.parametrize("closing", CLOSINGS)
def test_closing_words_alone_stay(closing: str) -> None:
    assert fold(plain_lines(closing)).text == closing


HEADING = "-----Исходное сообщение-----\nОт: Центр <a@b.example>\nОтправлено: 23 ноября 2026 г. 10:15\nТема: зола\n"


def test_an_answer_below_the_older_letter() -> None:
    """Without quote signs nobody can tell what is older: then all of it is shown, unless the answer is in a file."""
    marked = fold(plain_lines(f"{HEADING}\n> {OLDER}\n\n{OWN}\n\nС уважением,\nОсмонов"))
    assert (marked.text, marked.written) == (OWN, OWN)
    assert marked.quoted.endswith(f"> {OLDER}\n\nС уважением,\nОсмонов")
    bare = f"{HEADING}\n{OLDER}\n\n{OWN}"
    assert (fold(plain_lines(bare)).text, fold(plain_lines(bare)).written) == (bare, "")
    assert fold(plain_lines(bare), has_documents=True).text == ""
    assert fold(plain_lines(f"23.11.2026 10:15, Центр пишет:\n> {OLDER}")).text == ""


@pytest.mark.parametrize("line", DEVICES)
def test_the_line_of_a_phone(line: str) -> None:
    assert DEVICE.fullmatch(line)


@pytest.mark.parametrize("line", NO_DEVICES)
def test_sent_by_a_person(line: str) -> None:
    assert not DEVICE.fullmatch(line)


@pytest.mark.parametrize("text", AUTOMATIC)
def test_an_automatic_letter_by_its_words(text: str) -> None:
    assert letter("Re: запрос", text).is_auto_reply


@pytest.mark.parametrize("text", BY_A_PERSON)
def test_a_person_wrote_it(text: str) -> None:
    assert not letter("Re: запрос", text).is_auto_reply


@pytest.mark.parametrize("subject", OF_A_PERSON_WHO_ANSWERS_A_MACHINE)
def test_a_person_answers_an_automatic_letter(subject: str) -> None:
    assert not letter(subject, "Вернулся, карьер осмотрел.").is_auto_reply


@pytest.mark.parametrize(
    ("value", "automatic"),
    [
        ("no", False),
        ("no (a person)", False),
        ("No;x=y", False),
        ("auto-replied (vacation)", True),
        ("(note) auto-generated", True),
    ],
)
def test_what_the_header_says(value: str, automatic: bool) -> None:
    assert parse(f"Auto-Submitted: {value}\n\nПроба взята.".encode()).is_auto_reply is automatic


@pytest.mark.parametrize("subject", AUTOMATIC_SUBJECTS)
def test_an_automatic_letter_by_its_subject(subject: str) -> None:
    assert letter(subject, "Вернусь 1 декабря.").is_auto_reply


@pytest.mark.parametrize(("subject", "text", "permanent", "status"), BOUNCES)
def test_a_server_that_writes_no_report(subject: str, text: str, permanent: bool, status: str) -> None:
    bounce = letter(subject, text, "postmaster@mail.example").bounce
    assert bounce
    assert (bounce.recipients, bounce.permanent, bounce.status) == (("sets@example.net",), permanent, status)


@pytest.mark.parametrize("subject", ["Re: запрос о воде", "Re: Письмо не доставлено"])
def test_a_person_may_write_as_postmaster(subject: str) -> None:
    text = "Здравствуйте! Письмо от 10 ноября нам не доставлено. Вода подаётся по графику."
    assert letter(subject, text, "postmaster@office.example").bounce is None
    assert letter(subject, text, "Mail Delivery System <postmaster@office.example>").bounce


@pytest.mark.parametrize(("subject", "text", "permanent", "status"), BOUNCES)
def test_the_same_words_from_a_person_are_no_bounce(subject: str, text: str, permanent: bool, status: str) -> None:
    assert letter(subject, text).bounce is None
