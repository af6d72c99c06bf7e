"""How gunicorn serves the portal: two processes of four threads, or behind a proxy that buffers, one request each."""

import gc
from typing import Any

from muster.portal.config.access_log import FORMAT

PROCESSES = 2
THREADS = 4


def options(bind: str, *, behind_proxy: bool = False, processes: int = PROCESSES) -> dict[str, Any]:
    """Gunicorn's settings for listening at `bind`.

    `behind_proxy` says that a proxy in front receives whole requests before it passes them on.
    """
    worker = (
        # The proxy says whether people came by https; nobody else reaches the port.
        {"worker_class": "sync", "workers": processes * THREADS // 2, "forwarded_allow_ips": "*"}
        if behind_proxy
        else {"worker_class": "muster.portal.config.patience.PatientWorker", "workers": processes, "threads": THREADS}
    )
    return worker | {
        "bind": bind,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 25,
        "keepalive": 5,
        # A process is replaced now and then, so that none grows for ever.
        "max_requests": 5_000,
        "max_requests_jitter": 500,
        "limit_request_line": 4_094,
        "limit_request_fields": 60,
        "accesslog": "-",
        "access_log_format": FORMAT,
        "logger_class": "muster.portal.config.access_log.AccessLog",
        "control_socket_disable": True,
        "proc_name": "muster",
        "post_worker_init": begin_work,
        "worker_exit": end_readers,
    }


def begin_work(_worker: object) -> None:
    """Make a forked process ready for requests: start its readers, and leave what was loaded before to itself.

    All that the frameworks have loaded lives as long as the process. Looking through it for garbage again and again
    would hold up a request now and then, and copy what the processes share.
    """
    from muster.portal.foundation import reader

    reader.start()
    gc.collect()
    gc.freeze()


def end_readers(_server: object, _worker: object) -> None:
    """End the process's readers with it."""
    from muster.portal.foundation import reader

    reader.end()
