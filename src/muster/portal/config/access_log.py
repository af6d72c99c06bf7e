"""The access log: who asked for what kind of page, without what addresses may carry."""

from typing import Any

from gunicorn.glogging import Logger

from muster.portal.foundation.logs import WithoutData, without_secrets

FORMAT = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(L)ss'


class AccessLog(Logger):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn's log, with the secrets of links left out; query strings are not asked for in its format."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401 - as gunicorn calls it
        """Let gunicorn's own lines of errors be without data too."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(WithoutData())

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:  # noqa: ANN401 - as gunicorn calls it
        """What a line of the log may say."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": without_secrets(str(environ.get("PATH_INFO", "")))}
