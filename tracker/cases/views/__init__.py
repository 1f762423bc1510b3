"""Reading cases: bounded, paged by key, the same few statements whatever there is to read. Rows are plain values."""

from tracker.cases.views.board import BoardRow, BoardSection, board, section_page
from tracker.cases.views.board_sections import Section
from tracker.cases.views.case_page import audience_for, case_page
from tracker.cases.views.case_parts import CasePage
from tracker.cases.views.paging import Bounded, Page
from tracker.cases.views.register import LateFilter, RegisterFilters, RegisterRow, register_page
from tracker.cases.views.tasks import TaskRow, task_counts, tasks
from tracker.cases.views.tray import Tray, TrayRow, Urgency, tray

__all__ = [
    "BoardRow", "BoardSection", "Bounded", "CasePage", "LateFilter", "Page", "RegisterFilters", "RegisterRow",
    "Section", "TaskRow", "Tray", "TrayRow", "Urgency", "audience_for", "board", "case_page", "register_page",
    "section_page", "task_counts", "tasks", "tray",
]
