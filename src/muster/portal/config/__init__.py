"""How the portal is put together: settings from the environment, addresses, the WSGI application."""
