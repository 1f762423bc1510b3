"""Answering, refusing and correcting by an officer who signed in. What the pages do is in `tracker.web.desk.answering`."""

from __future__ import annotations

from functools import partial

from flask.typing import ResponseReturnValue

from tracker.cases.acts import Act
from tracker.web.desk import answering
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.shared.access import Audience, access

PATH = "/<number>/<any(answer,refuse,correct):what>"


@bp.get(PATH)
@access(Audience.OFFICER)
def decide(number: str, what: str) -> ResponseReturnValue:
    return answering.write(partial(desks.at, number), what)


@bp.post(PATH)
@access(Audience.OFFICER)
def decide_save(number: str, what: str) -> ResponseReturnValue:
    return answering.save(partial(desks.at, number), what)


@bp.post(PATH + "/file")
@access(Audience.OFFICER)
def decide_remove(number: str, what: str) -> ResponseReturnValue:
    return answering.remove(partial(desks.at, number), what)


@bp.get(PATH + "/check")
@access(Audience.OFFICER)
def decide_check(number: str, what: str) -> ResponseReturnValue:
    return answering.check(partial(desks.at, number), what)


@bp.post("/<number>/answer/send")
@access(Audience.OFFICER, act=Act.ANSWER)
def answer_send(number: str) -> ResponseReturnValue:
    return answering.send(partial(desks.at, number), "answer")


@bp.post("/<number>/refuse/send")
@access(Audience.OFFICER, act=Act.REFUSE)
def refuse_send(number: str) -> ResponseReturnValue:
    return answering.send(partial(desks.at, number), "refuse")


@bp.post("/<number>/correct/send")
@access(Audience.OFFICER, act=Act.CORRECT_ANSWER)
def correct_send(number: str) -> ResponseReturnValue:
    return answering.send(partial(desks.at, number), "correct")


@bp.post(PATH + "/to-head")
@access(Audience.OFFICER, act=Act.ASK_APPROVAL)
def to_head(number: str, what: str) -> ResponseReturnValue:
    return answering.give_to_head(partial(desks.at, number), what)
