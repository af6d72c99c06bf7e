"""`python -m tests.portal.servers.openid_provider PORT FOLDER`: serves the provider until it is ended."""

import os
import sys

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


def main(port: int, folder: str) -> None:
    """Make the database where there is none, and serve."""
    os.environ["PROVIDER_FOLDER"] = folder
    os.environ["PROVIDER_KEY"] = _key(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.portal.servers.openid_provider.settings"
    import django
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    django.setup()
    call_command("migrate", verbosity=0)
    server = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
    server.set_app(get_wsgi_application())
    server.serve_forever()


def _key(folder: str) -> str:
    """The key that it signs with: the same after it was down."""
    path = os.path.join(folder, "key.pem")  # noqa: PTH118 - nothing else here needs a path
    if not os.path.exists(path):  # noqa: PTH110
        made = generate_private_key(65537, 2048)
        with open(path, "wb") as kept:  # noqa: PTH123
            kept.write(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with open(path, encoding="ascii") as kept:  # noqa: PTH123
        return kept.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
