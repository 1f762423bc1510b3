"""How programs announce an older letter, a signature or a phone: Russian, Kyrgyz, English. Pure.

Each pattern is matched against one line of bounded length, and none can backtrack far.
"""

from __future__ import annotations

import re

LONGEST = 400  # signs of a line that are looked at

FORWARD = re.compile(
    r"[>\s]*(?:[-_=*~]{2,}\s*)?(?:Begin forwarded message|Forwarded (?:message|by)|Forwarded mail|"
    r"Перес(?:ылаемое|ланное) (?:сообщение|письмо)|Перенаправленное сообщение|Переадресованное сообщение|"
    r"Начало (?:пере(?:сылаемого|адресованного|направленного)|пересланного) (?:сообщения|письма)|"
    r"(?:Багытталган|Жөнөтүлгөн|Кайра жөнөтүлгөн|Кайра багытталган) (?:билдирүү|кат)(?:нун башы)?)"
    r"(?:\s+от\s.{0,150}|\s+from\s.{0,150})?\s*(?:[-_=*~]{2,}|:)\s*",
    re.I,
)
ORIGINAL = re.compile(
    r"[>\s]*[-_=*~]{2,}\s*(?:Original (?:message|appointment)|Reply message|(?:Исходное|Оригинальное|Первоначальное) "
    r"(?:сообщение|письмо)|Ответное сообщение|(?:Баштапкы|Алгачкы|Түпнуска|Оригинал) (?:билдирүү|кат))\s*[-_=*~]{2,}\s*",
    re.I,
)
RULE = re.compile(
    r"\s*_{20,}\s*|\s*-{40,}\s*|\s*(?:Original message|Исходное сообщение|Исходное письмо|Баштапкы (?:билдирүү|кат)):?\s*",
    re.I,
)

DASHES = re.compile(r"\s*-{6,}\s*")

HEADER_KINDS = {
    "from": "from от кимден отправитель жөнөтүүчү жөнөтүүчүсү жиберүүчү жөнөткөн жиберген",
    "date": "date sent дата отправлено отправленные жөнөтүлдү жөнөтүлгөн күнү күн дата/время датасы жөнөтүлгөнү жиберилди",
    "to": "to кому кимге получатель алуучу",
    "cc": "cc копия көчүрмө көчүрмөсү копиясы",
    "subject": "subject тема темасы",
    "reply": "reply-to importance важность приоритет вложения attachments тиркемелер маанилүүлүгү bcc",
}
_TWO_WORDS = {
    "от кого": "from",
    "дата отправки": "date",
    "дата отправления": "date",
    "дата получения": "date",
    "жөнөтүлгөн күнү": "date",
}
_kind_of = _TWO_WORDS | {word: kind for kind, words in HEADER_KINDS.items() for word in words.split()}
_header = re.compile(
    r"[>\s]*[*_]{0,2}([^\W\d_][\w/-]{1,14}(?: (?:кого|отправки|отправления|получения|күнү))?) ?[*_]{0,2}:[*_]{0,2}(?:\s.*|)"
)


def header_kind(line: str) -> str:
    """ "from" for "От: …", "date" for "Sent: …"; empty for any other line."""
    found = _header.fullmatch(line[:LONGEST])
    return _kind_of.get(found[1].lower(), "") if found else ""


_WEEKDAY = (
    r"(?:понедельник|вторник|среда|среду|четверг|пятница|пятницу|суббота|субботу|воскресенье|пн|вт|ср|чт|пт|сб|вс|"
    r"дүйшөмбү|шейшемби|шаршемби|бейшемби|жума|ишемби|жекшемби|дш|шш|шр|бш|жм|иш|жк|дүй|шейш|шарш|бейш|ишм|жек|"
    r"mon|tue|wed|thu|fri|sat|sun)[a-z]*"
)
STARTS = re.compile(
    rf"[>\s*-]*(?:on\b|{_WEEKDAY}[.,]?\s|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}[-./]\d|\d{{4}}-?\s?ж|\d{{1,2}}-[^\W\d_]{{3,9}}|"
    rf"\d{{1,2}} [^\W\d_]{{3,9}}|"
    rf"вы писали|вы написали|сиз жазган|в письме от|at \d|в {_WEEKDAY}\b|am \d|\"|«|[^\W\d_][^:<>]{{1,60}}<[^<>@\s]+@)",
    re.I,
)
VERB = re.compile(
    r"(?:\bwrote|\bwrites|\bnапис\w*|написал(?:\(а\)|а|и)?|пишет|пишут|писал(?:\(а\)|а|и)?|жазды|жазган|жазат|жазыптыр|"
    r"деп жаз\w+|сообщил\(а\))\W{0,6}\Z",
    re.I,
)
DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d\d\b|\d{1,2}[- ](?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|"
    r"дек|jan|feb|"
    r"apr|may|jun|jul|aug|sep|oct|nov|dec|үчт|бирд|жалг|чын|бугу|кулж|теке|баш|аяк|тогу|жети|бешт)",
    re.I,
)
TIME = re.compile(r"(?<![\d.])\d{1,2}[:.]\d{2}(?![\d.]*\d)")  # 10:15, but not the 23.11 of a date
MAILBOX = re.compile(r"[^\s<>@:]{1,100}@[^\s<>@:]{1,100}")
GREETING_OF_THE_BAT = re.compile(r"[>\s]*(?:вы писали|you wrote|сиз жазган)\b.{0,80}:\s*", re.I)

_DEVICE = (
    r"iphone|ipad|ipod|айфон\w*|android|андроид\w*|samsung|galaxy|huawei|honor|xiaomi|redmi|poco|nokia|oppo|vivo|realme|tecno|"
    r"infinix|lenovo|blackberry|windows|outlook|gmail|mymail|yandex|яндекс\w*|mail\.ru|thunderbird|yahoo|proton\w*|bluemail|"
    r"aqua mail|hotmail|смартфон\w*|(?:моего )?телефона|планшета|моего устройства|my (?:phone|mobile)|smartphone|mobile device|"
    r"tablet|түзмө[кг]\w*|смартфон\w*|мобильн\w+ (?:почт|устройств|телефон|приложени|верси|яндекс|mail)\w*|"
    r"(?:почт[аыу]|mail) (?:mail|gmail|для|for|от|\.ru)|телефон(?:дон|умдан|унан)|смартфон(?:дон|умдан|унан)|"
    r"(?:mail|yandex|яндекс|gmail) почта(?:дан|сынан|мдан)|мобилдик (?:почта|телефон|түзмө)\w*"
)
DEVICE = re.compile(
    rf"\s*(?:>\s*)?(?:[-—–_]{{1,3}}\s*)?"
    rf"(?:(?:Отправлен[оа]?|Написано|Послано|Создано|Sent|Жөнөтүлдү|Жиберилди)"
    rf"(?:\s+(?:с|со|из|через|при|от|from|via|using|with|by)\b|:).{{0,40}}?\b(?:{_DEVICE})\b(?:[^.!?]|[.?](?=\S)){{0,60}}[.!]?"
    rf"|(?:Get|Download|Скачать|Получите|Загрузите|Установите|Жүктөп алыңыз)[: ]\s*"
    rf"(?:Outlook|Gmail|Mail|Почт\w+|myMail|Яндекс)\b.{{0,140}}"
    rf"|.{{0,60}}\b(?:{_DEVICE})[’'`\w]{{0,12}}(?:\s+(?:аркылуу|менен|түзмө\w*|телефон\w*|смартфон\w*|колдонмо\w*|почта\w*)){{0,3}}\s+"
    rf"(?:жөнөтүлдү|жөнөтүлгөн|жиберилди|жиберилген|жазылды)\W{{0,3}})\s*",
    re.I,
)
SIGNATURE = re.compile(r"--[ \xa0]?")
