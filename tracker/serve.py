"""`make run`: one process on this machine alone. The first time it makes settings, database and a demonstration set."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

from flask import Flask

from tracker import clock, config, operation


def main() -> int:
    """Serve until Ctrl-C or SIGTERM."""
    port = int(os.environ.get("PORT") or 8000)
    address = f"http://127.0.0.1:{port}"
    instance = config.instance_folder()
    if not all(os.environ.get(name) for name in config.REQUIRED):
        operation.make_settings(instance, address, demonstration=True)
    if (config.read_settings_file(instance / "settings.env")).get("BASE_URL", "").startswith("http://127.0.0.1"):
        os.environ.setdefault("BASE_URL", address)  # another PORT than last time
    from tracker.app import create_app  # after the settings are there

    app = create_app()
    operation.prepare(app, clock.now())
    if app.config["DEMONSTRATION"]:
        _demonstration(app)
    return _serve(app, port, address)


def _demonstration(app: Flask) -> None:
    from tracker.demo.growing import grow_once

    for line in grow_once(app, clock.now()):
        print(line)


def _serve(app: Flask, port: int, address: str) -> int:
    from waitress import create_server

    from tracker.duties.running import start_thread

    try:
        server = create_server(app, host="127.0.0.1", port=port, threads=4, ident=None)
    except OSError as taken:
        print(f"Cannot serve on {address}: {taken.strerror}. Another port: make run PORT=8001", file=sys.stderr)
        return 1
    stop_duties = start_thread(app)
    signal.signal(signal.SIGTERM, _interrupt)
    print(f"Serving on {address} (web pages and background duties in one process; Ctrl-C stops it)", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        stop_duties()
        server.close()
    print("Stopped.")
    return 0


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    if threading.current_thread() is threading.main_thread():
        raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
