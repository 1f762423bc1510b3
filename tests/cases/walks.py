"""Lives of a letter that together make every move of a leg and every act. Each step of a walk must be possible."""

from __future__ import annotations

from dataclasses import dataclass

from tests.cases.life import Life, begin
from tracker.cases.kinds import Channel, Kind, Sender

REQUEST, STATEMENT = Kind.INFORMATION_REQUEST, Kind.STATEMENT


@dataclass(frozen=True, slots=True)
class Walk:
    """How the letter was filed, and the steps one after another; they stand apart by " · "."""

    steps: str
    kind: Kind = REQUEST
    body: str | None = "SETS-CH"
    mailed: bool = False
    sender: Sender = Sender.PERSON
    channel: Channel = Channel.WEB

    def begin(self) -> Life:
        return begin(self.kind, self.body, mailed=self.mailed, sender=self.sender, channel=self.channel)

    @property
    def names(self) -> list[str]:
        return [name for name in self.steps.split(" · ") if name]


WALKS = [
    *(Walk("", kind, body, mailed) for kind in Kind for body, mailed in ((None, False), ("KGS", False), ("MNR", True))),
    Walk("first look · routed", body=None),
    Walk("contact confirmed · sent · dispatched · sent · reported delivered · a day passed · bounced", mailed=True),
    Walk("first look · bounced · dispatched · withdrawn", mailed=True),
    Walk("first look · sent · presumed received · bounced · dispatched · sent · bounced · dispatched · sent", mailed=True),
    Walk("first look · registered · claimed · asked · clarified · asked · withdrawn", mailed=True),
    Walk("first look · sent · registered · asked · clarified · passed on", mailed=True),
    Walk("first look · sent · passed on · sent · answered · bounced · rated · opened again · asked · answered", mailed=True),
    Walk("first look · sent · withdrawn", mailed=True),
    Walk("first look · receipt confirmed", mailed=True),
    Walk("first look · sent · receipt confirmed · asked · clarified · answered · closed · opened again · withdrawn", mailed=True),
    Walk("first look · registered · answered · withdrawn", kind=STATEMENT),
    Walk("first look · answered · opened again · passed on"),
    Walk("first look · passed on · withdrawn"),
    Walk("first look · withdrawn"),
    Walk("first look · receipt confirmed · asked · registered · passed on · handed in · withdrawn"),
    Walk("said to be handed in · registered · withdrawn", kind=STATEMENT),
    Walk("said to be handed in · answered · withdrawn · corrected", kind=STATEMENT),
    Walk("first look · handed in · claimed · passed on · handed in · withdrawn"),
    Walk("first look · handed in · registered · claimed · answered · rated"),
    Walk("first look · handed in · asked · answered"),
    Walk("first look · sent · answered", mailed=True),
    Walk(
        "handed to a unit · handed in · registered · day announced · payment asked · payment contested · payment asked · "
        "payment agreed · noted by the centre · noted by the body · urgent · new secret · reminded · extended",
        channel=Channel.PAPER,
    ),
    Walk(
        "first look · handed in · another kind · kind objected to · kind set aside · counted again · answered elsewhere · "
        "disagreed · answered elsewhere · agreed · release proposed · released · answer released · taken from the public"
    ),
    Walk(
        "first look · handed in · another kind · kind objected to · kind upheld · the head signs here · given to the head · "
        "taken back from the head · given to the head · sent back by the head · given to the head · signed by the head"
    ),
    Walk(
        "first look · handed in · refused · corrected · answer kept · letter kept · complained further · wants to withdraw · "
        "closed"
    ),
    Walk("said no · taken after all · first look · handed in · answer got elsewhere"),
    Walk(
        "not in our name · taken after all · first look · handed in · asked · clarified · given back to its writer · clarified · "
        "passed on in our words",
        sender=Sender.CENTRE,
    ),
    Walk("first look · handed in · registered · two weeks passed · two weeks passed · closed", kind=STATEMENT),
]  # fmt: skip
"""The first ones leave everything to chance."""
