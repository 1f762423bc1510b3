"""What a server imports: `waitress-serve wsgi:app`, `gunicorn wsgi:app`, `flask --app wsgi …`."""

import os

from tracker.app import create_app
from tracker.duties.running import start_thread

app = create_app()
# Off unless set: with several web processes a worker of its own does the duties (`flask --app wsgi worker`).
if app.config["EMBEDDED_DUTIES"] and "FLASK_RUN_FROM_CLI" not in os.environ:
    start_thread(app)
