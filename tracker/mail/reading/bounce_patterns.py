"""How mail servers say that a letter did not arrive: English, Russian, Kyrgyz. Pure."""

from __future__ import annotations

import re

MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
IDENTIFIER = re.compile(r"^[0-9a-f-]{20,}@|^[\w.-]{24,}@(?:mail\.gmail|smtp|localhost)", re.I)
ENHANCED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)")
SMTP = re.compile(r"(?<![\d.:])([45]\d\d)(?:[ -]|\b(?=[^\d:.]))")
SERVER = re.compile(
    r"mailer[-_.]?daemon|mail[-_. ]?(?:er)?[-_. ]?delivery|\bpostmaster@|\bdaemon@|mdaemon@|\bbounces?@|"
    r"microsoftexchange[0-9a-f]{20,}|"
    r"\bmailsystem\b|mail system|\bnon-?delivery",
    re.I,
)
POSTMASTER = re.compile(r"\bpostmaster@", re.I)
ANSWERED = re.compile(r"\s*(?:re|fwd?|отв|ответ|на|жооп|пересл\w*)\s*(?:\[\d+\]|\(\d+\))?\s*:", re.I)
SUBJECT = re.compile(
    r"undeliver(?:able|ed)|un-?deliverable|delivery (?:status|notification|failure|failed|problem|has failed|delayed|"
    r"incomplete)|"
    r"mail delivery (?:failed|failure|subsystem|system)|returned mail|returned to sender|failure notice|"
    r"delivery report|non[- ]?delivery|"
    r"message (?:delayed|not delivered|undeliverable)|could not (?:be )?deliver|warning: (?:message|could not)|"
    r"не ?доставлен|не (?:может|могло|было|удалось) (?:быть )?доставл?|недоставлен|невозможно доставить|сбой доставки|"
    r"ошибка доставки|"
    r"уведомление о (?:состоянии )?(?:доставк|недоставк|задержк)|отч[её]т о (?:не)?доставке|доставка (?:задерж|отлож|"
    r"не выполн|не удалась)|"
    r"задержка доставки|сообщение (?:отложено|задержано)|жеткирилген жок|жеткирүү (?:мүмкүн|кечик|катасы)|жеткирилбе",
    re.I,
)
DELAY_SUBJECT = re.compile(r"delay|warning: (?:message|could not)|отложен|задерж|кечик", re.I)
FAILED = re.compile(
    r"could ?n[o']t be delivered|was not delivered|wasn't delivered|undeliver|delivery (?:to|has) .{0,80}failed|"
    r"unable to deliver|"
    r"permanent (?:fatal )?error|failed permanently|address not found|could not deliver|couldn't deliver|user unknown|"
    r"qmail-send program|mail delivery software|does not exist|mailbox (?:is )?(?:full|unavailable)|rejected your message|"
    r"не (?:может|могут|могло) быть (?:доставлен|отправлен)|не было доставлено|не доставлен|не удалось (?:доставить|"
    r"выполнить доставку)|"
    r"доставка .{0,80}(?:не выполнена|невозможна|не удалась)|адрес не найден|адрес(?:ат)? не существует|"
    r"почтовый ящик .{0,40}(?:не|переполнен)|"
    r"жеткирилген жок|жеткирүү мүмкүн (?:эмес|болгон жок)|жеткирилбей калды|дарек табылган жок",
    re.I,
)
DELAYED = re.compile(
    r"(?:has|have) (?:been|not yet been) delay|has not (?:yet )?been delivered|still (?:being )?tr(?:ying|ied)|"
    r"will (?:continue|keep) (?:to )?(?:be )?(?:retry|tr(?:y|ied|ying))|"
    r"will be retried|delivery (?:is |to .{0,80})?(?:delayed|incomplete)|this is a warning message only|"
    r"warning message only|not need to resend|"
    r"do not have to resend|"
    r"доставка .{0,60}(?:отложена|задерживается|задержана)|(?:отложено|задержано|задерживается)|попытки (?:доставки|"
    r"доставить).{0,40}продолж|"
    r"(?:будет|будем|продолжит|продолжаем|повторит) (?:продолжать |повторять )?(?:попытк|пытаться|доставку)|"
    r"ещ[её] не (?:было )?доставлено|"
    r"повторять попытки|жеткирүү кечик|дагы аракет",
    re.I,
)
ID_LINE = re.compile(r"^.{0,20}message[- ]id(?:entifier)?\b.{0,400}$", re.I | re.M)
COPY = re.compile(
    r"^[ \t]{0,8}(?:-{2,}.{0,20}(?:this is a copy|original message|исходное сообщение|below this line|unsent message|"
    r"copy of the message|"
    r"копия|текст (?:исходного )?(?:письма|сообщения)|headers of the original|message header|returned message).{0,80}|"
    r"included is a copy.{0,80}|return-path: <.{0,200}|received: (?:from|by) .{0,200}|original message headers:.{0,20}|"
    r"исходные заголовки сообщения:?.{0,20})$",
    re.I | re.M,
)
