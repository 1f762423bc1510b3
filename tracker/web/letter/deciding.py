"""With the code besides the link: take more time, name a day, ask for a payment, pass on, answer, refuse, correct. What the
pages do is in `tracker.web.desk`."""

from __future__ import annotations

from functools import partial

from flask.typing import ResponseReturnValue

from tracker.cases.acts import Act
from tracker.web.desk import announcing, answering, extending, passing
from tracker.web.letter import desk as desks
from tracker.web.letter.blueprint import bp
from tracker.web.shared.access import Audience, access

PATH = "/<number>/<any(answer,refuse,correct):what>"


@bp.get("/<number>/more-time")
@access(Audience.LETTER)
def extend(number: str) -> ResponseReturnValue:
    return extending.extend(desks.at(number, Act.EXTEND, goal="extend"))


@bp.post("/<number>/more-time")
@access(Audience.LETTER, act=Act.EXTEND)
def extend_save(number: str) -> ResponseReturnValue:
    return extending.extend_save(desks.at(number, Act.EXTEND, goal="extend"))


@bp.get("/<number>/day-of-answer")
@access(Audience.LETTER)
def announce_date(number: str) -> ResponseReturnValue:
    return announcing.announce_date(desks.at(number, Act.ANNOUNCE_DATE, goal="day"))


@bp.post("/<number>/day-of-answer")
@access(Audience.LETTER, act=Act.ANNOUNCE_DATE)
def announce_date_save(number: str) -> ResponseReturnValue:
    return announcing.announce_date_save(desks.at(number, Act.ANNOUNCE_DATE, goal="day"))


@bp.get("/<number>/payment")
@access(Audience.LETTER)
def fee(number: str) -> ResponseReturnValue:
    return announcing.fee(desks.at(number, Act.ANNOUNCE_FEE, goal="payment"))


@bp.post("/<number>/payment")
@access(Audience.LETTER, act=Act.ANNOUNCE_FEE)
def fee_save(number: str) -> ResponseReturnValue:
    return announcing.fee_save(desks.at(number, Act.ANNOUNCE_FEE, goal="payment"))


@bp.get("/<number>/pass-on")
@access(Audience.LETTER)
def transfer(number: str) -> ResponseReturnValue:
    return passing.transfer(desks.at(number, Act.TRANSFER, goal="transfer"))


@bp.post("/<number>/pass-on")
@access(Audience.LETTER, act=Act.TRANSFER)
def transfer_save(number: str) -> ResponseReturnValue:
    return passing.transfer_save(desks.at(number, Act.TRANSFER, goal="transfer"))


@bp.get(PATH)
@access(Audience.LETTER)
def decide(number: str, what: str) -> ResponseReturnValue:
    return answering.write(partial(desks.at, number, goal=what), what)


@bp.post(PATH)
@access(Audience.LETTER)
def decide_save(number: str, what: str) -> ResponseReturnValue:
    return answering.save(partial(desks.at, number, goal=what), what)


@bp.post(PATH + "/file")
@access(Audience.LETTER)
def decide_remove(number: str, what: str) -> ResponseReturnValue:
    return answering.remove(partial(desks.at, number, goal=what), what)


@bp.get(PATH + "/check")
@access(Audience.LETTER)
def decide_check(number: str, what: str) -> ResponseReturnValue:
    return answering.check(partial(desks.at, number, goal=what), what)


@bp.post("/<number>/answer/send")
@access(Audience.LETTER, act=Act.ANSWER)
def answer_send(number: str) -> ResponseReturnValue:
    return answering.send(partial(desks.at, number, Act.ANSWER, goal="answer"), "answer")


@bp.post("/<number>/refuse/send")
@access(Audience.LETTER, act=Act.REFUSE)
def refuse_send(number: str) -> ResponseReturnValue:
    return answering.send(partial(desks.at, number, Act.REFUSE, goal="refuse"), "refuse")


@bp.post("/<number>/correct/send")
@access(Audience.LETTER, act=Act.CORRECT_ANSWER)
def correct_send(number: str) -> ResponseReturnValue:
    return answering.send(partial(desks.at, number, Act.CORRECT_ANSWER, goal="correct"), "correct")
