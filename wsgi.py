"""What a server imports: `waitress-serve wsgi:app`, `gunicorn wsgi:app`, `flask --app wsgi …`."""

import os

from tracker.app import create_app
from tracker.config import SettingMissing
from tracker.duties.running import start_thread
from tracker.tools import create_tools

AT_THE_COMMAND_LINE = "FLASK_RUN_FROM_CLI" in os.environ

try:
    app = create_app()
except SettingMissing as missing:
    if not AT_THE_COMMAND_LINE:
        raise
    app = create_tools(str(missing))
else:
    # Off unless set: with several web processes a worker of its own does the duties (`flask --app wsgi worker`).
    if app.config["EMBEDDED_DUTIES"] and not AT_THE_COMMAND_LINE:
        start_thread(app)
