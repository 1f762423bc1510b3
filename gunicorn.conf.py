"""What gunicorn reads by itself when it starts in this folder. Settings of a machine (workers, address) go on its command line.

The service is loaded once and then forked: what is never written to is shared by all workers.
"""

import gc
from typing import Any

preload_app = True


def pre_fork(_server: Any, _worker: Any) -> None:
    """The collector leaves alone what is there already: by marking it, it would copy it into each worker."""
    gc.freeze()
