"""Everything that changes the directory, in one place to import from. Commands never commit."""

from tracker.directory.centre_editing import add_centre, edit_centre, set_centre_territory, set_deputy
from tracker.directory.contacts import (
    Confirmed,
    confirm_again,
    confirm_contact,
    mark_bounced,
    mark_introduced,
    mark_usable,
    propose_contact,
    revoke_contact,
)
from tracker.directory.csv_import import Plan, apply_plan, plan_import
from tracker.directory.editing import (
    add_authority,
    add_topic,
    add_unit,
    edit_authority,
    edit_territory,
    edit_topic,
    edit_unit,
    end_authority,
    set_serves,
    set_superior,
)
from tracker.directory.merging import merge_authorities

__all__ = [
    "Confirmed", "Plan", "add_authority", "add_centre", "add_topic", "add_unit", "apply_plan", "confirm_again",
    "confirm_contact", "edit_authority", "edit_centre", "edit_territory", "edit_topic", "edit_unit", "end_authority",
    "mark_bounced", "mark_introduced", "mark_usable", "merge_authorities", "plan_import", "propose_contact",
    "revoke_contact", "set_centre_territory", "set_deputy", "set_serves", "set_superior",
]  # fmt: skip
