"""What a server imports: `waitress-serve wsgi:app`, `gunicorn wsgi:app`, `flask --app wsgi …`."""

from tracker.app import create_app

app = create_app()
