"""A real OpenID Connect provider, allauth's own, in a process and a database of its own."""
