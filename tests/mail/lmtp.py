"""Our own door for mail servers, listening in a thread of the test on a real socket."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from tracker import clock
from tracker.mail.incoming import listening


@contextmanager
def door(app: Flask, *, lmtp: bool = True) -> Iterator[int]:
    """Listening in a thread; the port."""
    loop, ready, found = asyncio.new_event_loop(), threading.Event(), list[int]()

    def say(port: int) -> None:
        found.append(port)
        ready.set()

    async def main() -> None:
        try:
            await listening.serve(
                listening.Door(app, clock.now), "127.0.0.1", 0, lmtp=lmtp, size_limit=app.config["MAIL_IN_LIMIT"], ready=say
            )
        except asyncio.CancelledError:
            return

    def work() -> None:
        loop.run_until_complete(main())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
        thread.join(10)
