"""All duties, in the order in which they run."""

from __future__ import annotations

from tracker.duties import delivering, digests, reminding, tidying
from tracker.duties.duty import HOUR, MINUTE, Duty

DUTIES: tuple[Duty, ...] = (
    Duty("introduce", MINUTE, delivering.find_to_introduce, delivering.introduce),
    Duty("use_addresses", 10 * MINUTE, delivering.find_introduced, delivering.use),
    Duty("presume_receipt", 10 * MINUTE, delivering.find_mailed, delivering.presume),
    Duty("count_again", HOUR, tidying.find_uncounted, tidying.count_again),
    Duty("due_soon", HOUR, reminding.find_due_soon, reminding.remind_before),
    Duty("unregistered", HOUR, reminding.find_unregistered, reminding.remind_to_register),
    Duty("late", HOUR, reminding.find_late, reminding.remind_after),
    Duty("overdue", HOUR, reminding.find_to_tell, reminding.tell_of_lateness),
    Duty("first_look", HOUR, digests.find_centres, digests.remind_centre),
    Duty("digest", HOUR, digests.find_bodies, digests.send_digest),
    Duty("unreleased", HOUR, tidying.find_unreleased, tidying.ask_for_release),
    Duty("close", HOUR, tidying.find_to_close, tidying.close_answered),
    Duty("drafts", HOUR, tidying.find_old_drafts, tidying.erase_drafts),
    Duty("calendar_year", 12 * HOUR, tidying.find_missing_year, tidying.ask_for_year),
)
OUTBOX = "outbox"
"""The outbox has transactions and leases of its own (tracker.mail.sending); here it only has its place in the row."""
