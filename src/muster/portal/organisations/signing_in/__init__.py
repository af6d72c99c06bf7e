"""The one place that knows django-allauth: authenticator apps and recovery codes. It has no types; here they begin."""
