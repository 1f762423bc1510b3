"""Words of letters that no person wrote, and words that only a person writes: Russian, Kyrgyz, English. Pure.

A phrase must be about the letter itself ("this letter was made automatically"), not about a station or a decision.
"""

from __future__ import annotations

import re

SUBJECT = re.compile(
    r"^(?:\[(?!auto|out of|авто|вне офиса)[^\]]{0,40}\]\s*)?[\[(*\s]{0,5}(?:"
    + "|".join(
        (
            r"automat(?:ic|ed) (?:reply|response|answer)",
            r"auto[- ]?(?:reply|response|answer|responder)\b",
            r"auto:\s|autosvar|automatische antwort|abwesenheit|réponse automatique|otomatik (?:cevap|yanıt)",
            r"[^()]{3,80}\((?:автоматическ(?:ий|ое) \w+|авто[- ]?ответ|auto[- ]?reply)\)\s*$|ответ автоматический",
            r"out[- ]of[- ](?:the[- ])?office|ooo\s*[:\]–—-]|ooo$",
            r"on (?:vacation|annual leave|leave)\b",
            r"away from (?:the )?office",
            r"автоматическ(?:ий|ое) (?:ответ|подтверждение)",
            r"автоматическое (?:уведомление|сообщение)(?!\s+(?:о (?:превыш|сброс|выброс)|жител|датчик|пост|станц))",
            r"авто[- ]?ответ",
            r"вне офиса|нет на (?:рабочем )?месте|отсутствую\b|отсутствие на (?:рабочем|работе)",
            r"(?:я |нахожусь )в (?:отпуске|командировке)\b|в отпуске(?:\s(?:до|с|по)\b|\s*[:.!]|\s*$)",
            r"автоматтык (?:түрдө )?(?:жооп|билдирүү|кат|жиберилген)",
            r"авто[- ]?жооп",
            r"өргүүдөмүн|жумуш ордун?да жок|кеңседе жок",
        )
    )
    + ")",
    re.I,
)
_MADE = r"(?:создан|сформирован|сгенерирован|подготовлен|отправлен|направлен)[оаы]?"
_BY = r"(?:(?:вам|системой|почтовым|почтовой|программой|полностью|сервером)\s+){0,3}"
_LETTER = r"(?:письмо|сообщение|уведомление|ответ|извещение)"
_THIS = r"(?:это|этот|данн(?:ое|ый)|настоящ(?:ее|ий))"
_TO_THIS = r"на\s+(?:это|данное|настоящее)\s+(?:письмо|сообщение|уведомление|извещение)"
_START = r"(?:^|[.!?\n(*—–-]\s*)"
_STOP = r"(?:\s*(?:[.!?,;:)\n*—–]|$))"
_KY_LETTER = r"(?:кат|билдирүү|жооп|билдирме|кабарлама|кабар)"
_EN_AUTOMATIC = r"(?:automat(?:ic|ed)|automatically generated|auto-?generated|auto-?reply)"
_EN_LETTER = r"(?:e-?mail|message|letter|reply|response|answer|notification|notice|confirmation|acknowledge?ment)"
MACHINE = re.compile(
    "|".join(
        (
            r"(?:это|бул)\s+авто[- ]?(?:ответ|жооп)",
            rf"{_THIS}\s+{_LETTER}\s+(?:является\s+)?автоматическ\w+",
            rf"(?:{_THIS}|является)\s+автоматическ\w+\s+(?:{_LETTER}|подтверждение|рассылк\w+)",
            rf"{_LETTER}\s+(?:было\s+|был\s+)?{_MADE}\s+{_BY}(?:автоматически|роботом|автоответчиком)",
            rf"{_LETTER}\s+(?:было\s+|был\s+)?автоматически\s+{_MADE}",
            rf"автоматически\s+{_MADE}\w{{0,4}}\s+{_LETTER}",
            rf"{_START}(?:{_MADE}\s+автоматически|автоматически\s+{_MADE}){_STOP}",
            rf"{_START}автоматическ(?:ое|ий)\s+(?:{_LETTER}|подтверждение)(?:\s+(?:на\s+ваш|о\s+получении|системы)\w*|{_STOP})",
            rf"не\s+отвечайте\s+{_TO_THIS}|пожалуйста,?\s+не\s+отвечайте{_STOP}",
            rf"{_LETTER}\b[^.!?\n]{{0,60}}\bне\s+отвечайте\s+на\s+него",
            rf"отвечать\s+{_TO_THIS}\s+не\s+(?:нужно|надо|требуется)",
            rf"{_TO_THIS}\s+(?:отвечать\s+не|не)\s+(?:нужно|надо|требуется)(?:\s+отвечать)?",
            rf"{_START}(?:бул\s+)?автоматтык\s+{_KY_LETTER}\w{{0,3}}(?={_STOP}|\s+(?:болуп|экен|катары))|бул\s+автоматтык\s+{_KY_LETTER}\b",
            rf"{_KY_LETTER}\w{{0,4}}\s+(?:система\s+тарабынан\s+)?автоматтык\s+түрдө\s+(?:түзүл|жөнөтүл|жиберил|даярдал|берил|кел)",
            rf"{_START}автоматтык\s+түрдө\s+(?:түзүл|жөнөтүл|жиберил)\w{{1,8}}{_STOP}",
            rf"автоматтык\s+түрдө\s+(?:түзүл|жөнөтүл|жиберил|даярдал)\w{{1,8}}\s+{_KY_LETTER}",
            r"(?:катка|билдирүүгө|дарекке|сураныч,?|буга|ага)\s+жооп\s+(?:бербеңиз|жазбаңыз|кайтарбаңыз|берүүнүн\s+кереги\s+жок)",
            rf"{_START}жооп\s+(?:бербеңиз|жазбаңыз|кайтарбаңыз){_STOP}",
            rf"this is an? {_EN_AUTOMATIC}(?: \w+){{0,2}}(?:{_STOP}| {_EN_LETTER})",
            rf"{_EN_LETTER} (?:was|is|has been) (?:automatically |auto-?)(?:generated|created|sent)",
            rf"{_EN_LETTER} (?:was|is|has been) (?:generated|created|sent) automatically",
            rf"(?:automatically|auto-?) ?-?generated (?:\w+ )?{_EN_LETTER}",
            rf"do not (?:reply|respond) to this (?:\w+ )?{_EN_LETTER}|please do not reply{_STOP}",
            r"this (?:mailbox|(?:e-?mail )?address|inbox) is not monitored",
        )
    ),
    re.I,
)
AWAY = re.compile(
    "|".join(
        (
            (
                r"(?:^|[.!,;:\n]\s*|\bя\s+(?:(?:сейчас|временно)\s+)?|(?:в настоящее время|сейчас|временно)\s+(?:я\s+)?|"
                r"по \S{1,20}\s+(?:\S{1,20}\s+){0,3})"
                r"(?:нахожусь|буду находиться|пребываю|отсутствую|буду отсутствовать)\b.{0,60}"
                r"(?:отпуск|командировк|больничн|на рабочем месте|в офисе|\b(?:до|по|с) \d)"
            ),
            r"\b(?:до|по|с) \d[^.!?\n]{0,40}\b(?:нахожусь в|отсутствую|буду отсутствовать|буду в отпуске|в отпуске и)",
            r"\bя\s+(?:сейчас\s+)?(?:в|на)\s+(?:\S{1,20}\s+)?(?:отпуске|командировке|больничном)\b",
            r"(?:^|[.!\n]\s*)(?:я\s+)?буду\s+(?:в|на)\s+(?:отпуске|командировке|больничном)\b",
            r"(?:^|[.!\n]\s*)(?:временно\s+|сейчас\s+)?отсутствую\s*[.!\n]",
            r"\bменя\s+(?:не будет|нет)\s+(?:на|в)\s+(?:рабочем|работе|месте|офисе|кабинете)",
            r"\b(?:я\s+(?:сейчас\s+)?|сейчас\s+(?:я\s+)?)не\s+на\s+(?:работе|месте)\b",
            (
                r"(?:өргүү|отпуск|командировк|иш сапар|эс алуу|дем алыш)[^\W\d_]{0,9}"
                r"(?:(?:мын|мин|мун|мүн)\b|\s+(?:болом|жүрөм|болуп жатам|болмокчумун)\b)"
            ),
            r"(?:ордумда|кеңседе|жумушта|офисте)\s+(?:жокмун|болбойм|эмесмин)\b",
            (
                r"\bi(?:'m| am|’m| will be)\s+(?:currently\s+|now\s+)?(?:out of (?:the )?office|away\b|travell?ing|"
                r"on (?:annual |sick |maternity |parental |study )?leave|on (?:vacation|holidays?|a business trip))"
            ),
            r"\bcurrently out of (?:the )?office",
        )
    ),
    re.I,
)
_OF_RECEIPT = re.compile(
    r"(?:сообща(?:ю|ем)|уведомля(?:ю|ем)|информиру(?:ю|ем)|билдир(?:ем|ебиз)|маалымдайбыз)[^.!?\n]{0,60}"
    r"(?:получен|принят|зарегистрирован|поступил)[оаы]?\b|"
    r"(?:катталган|кабыл алынган|катталды|келип түшкөн)\w{0,8}\s+(?:билдир|маалымда)\w{1,8}",
    re.I,
)
_PERSON = re.compile(
    r"\b(?:поэтому|сообща(?:ю|ем)|направля(?:ю|ем)|прилага(?:ю|ем)|отвечаю|ошондуктан|бирок|билдирем|билдиребиз|жөнөтөм|"
    r"тиркейм|маалымдайбыз|please find|attached)\b",
    re.I,
)
# What only an answer speaks of: measures and findings.
_FINDINGS = re.compile(
    r"\d\s{0,3}(?:мг|мкг|г/л|га\b|тонн|м3|м³|куб|%|мкр|мзв|дб\b|mg|µg|ug/|tons?\b|hectares?)|\bpm\s?(?:10|2[.,]5)|\bпдк\b|"
    r"\b(?:осмотр|обследов|проверил|проверк[аиу] (?:показ|провед|выяв)|замер|отобра(?:л|н)|выявил|выявлен|установлено,|обнаруж|"
    r"устран|вывез|нарушени|рекультив|лаборатор|соответству|превыша|превышен|оштраф|штраф|предписани|карьер|свалк|отвал|протокол|"
    r"выехал|составил|составлен|(?:закры|откры)(?:т|л|ва)[аоы]?\b|данные\s+такие|ведутся|не\s+работает|не\s+укрыт)|"
    r"\bпо\s+(?:сути|существу)\b|\bотказано\b|\bразрешени\w+\s+(?:не\s+)?(?:выда|получ|отозва)|\bуруксат\s+(?:берилген|жок)|"
    r"\b(?:текшер|өлчө[дөп]|өлчөн|аныкталды|жабылды|жабык|чыгарылды|тазаланды|айып|эреже буз|карьер|таштанды|"
    r"лаборатор|үлгү алын)|"
    r"\b(?:readings?|measured|inspected|samples?|the results|was found|were found|fined|quarry|(?:was|is) closed|permit)\b",
    re.I,
)
RECEIVED = re.compile(
    r"(?:получен|принят|зарегистрирован|поступил)[оаы]?\b|катталды|кабыл алынды|келип түштү|"
    r"(?:has been|was) (?:received|registered)",
    re.I,
)
NOBODY = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|robot|auto(?:reply|responder|mat)?|notif\w{0,20}|no-?answer|system)[@+-]",
    re.I,
)


# What people and programs write around "I am away": greetings, thanks, when somebody is back and whom to ask.
_AROUND = re.compile(
    r"здравствуйте|добр(?:ый|ого|ое)\s|уважаем|приветств|спасибо|благодар|отпуск|командировк|больничн|отсутств|не\s+на\s+работе|офис|"
    r"меня\s+не|верн|возвращ|ответ(?:им|ить|ят)|отвеч[уа]|прочита|обра(?:ща|ти)|звон|пиш|связ|свяж|контакт|тел(?:\.|ефон)|моб\.|почт|"
    r"письм|сообщени|срочн|неотложн|исполня|обязанност|замеща|вместо|коллег|доступ|рабоч|желаю|хорошего|буду|извин|неудобств|вопрос|"
    r"при[её]м|салам|урмат|рахмат|өргүү|сапар|эс\s+ал|дем\s+ал|жок|болбойм|эмесмин|чыгам|кайтам|келем|келгенде|бере[мб]|байланыш|"
    r"кайрыл|чалы|чалс|жазы|шашылыш|ордума|орунбасар|кат[аыкт]|билдирүү|дарек|жумуш|кеңсе|"
    r"\b(?:hello|dear|hi|thank|out|away|leave|vacation|holiday|travel|return|back|reply|respond|contact|call|phone|e-?mail|message|"
    r"urgent|emergenc|limited|access|regards|colleague|assist|behalf|until|unavailable|office)",
    re.I,
)
_SENTENCE = re.compile(r"[^.!?;:\n]{3,300}(?:[.!?](?=\s|$)|(?=\n|$))")


def says_more(words: str) -> bool:
    """A whole sentence that is not about being away."""
    return any(_is_statement(sentence) for sentence in _SENTENCE.findall(words) if not _AROUND.search(sentence))


def _is_statement(sentence: str) -> bool:
    """Not a name, a post or a telephone number."""
    words = re.findall(r"[^\W\d_]{3,}", sentence)
    enough = 2 if sentence[-1] in ".!?" else 5
    return len(words) >= enough and any(word[0].islower() for word in words)


def speaks_as_person(words: str) -> bool:
    """Something beside "your letter was received" and "I am away"."""
    return bool(_PERSON.search(_OF_RECEIPT.sub("", words)) or _FINDINGS.search(words))
