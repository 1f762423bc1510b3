"""With the link alone: confirm the receipt, register, ask. What the pages do is in `tracker.web.desk.receiving`."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.cases.acts import Act
from tracker.web.desk import receiving
from tracker.web.letter import desk as desks
from tracker.web.letter.blueprint import bp
from tracker.web.shared.access import Audience, access


@bp.get("/<number>/receipt")
@access(Audience.LETTER)
def receipt(number: str) -> ResponseReturnValue:
    return receiving.receipt(desks.at(number, Act.CONFIRM_RECEIPT))


@bp.post("/<number>/receipt")
@access(Audience.LETTER, act=Act.CONFIRM_RECEIPT)
def receipt_save(number: str) -> ResponseReturnValue:
    return receiving.receipt_save(desks.at(number, Act.CONFIRM_RECEIPT))


@bp.get("/<number>/register")
@access(Audience.LETTER)
def register(number: str) -> ResponseReturnValue:
    return receiving.register(desks.at(number, Act.REGISTER))


@bp.post("/<number>/register")
@access(Audience.LETTER, act=Act.REGISTER)
def register_save(number: str) -> ResponseReturnValue:
    return receiving.register_save(desks.at(number, Act.REGISTER))


@bp.get("/<number>/ask")
@access(Audience.LETTER)
def ask(number: str) -> ResponseReturnValue:
    return receiving.ask(desks.at(number, Act.ASK))


@bp.post("/<number>/ask")
@access(Audience.LETTER, act=Act.ASK)
def ask_save(number: str) -> ResponseReturnValue:
    return receiving.ask_save(desks.at(number, Act.ASK))
