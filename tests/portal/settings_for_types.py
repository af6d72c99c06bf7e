"""The portal's settings with keys of no worth: for mypy, which reads the models."""

import os

os.environ.setdefault("MUSTER_SECRET", "types" * 10)
os.environ.setdefault("MUSTER_KEYS", "types:" + "A" * 43 + "=")
os.environ.setdefault("MUSTER_AUDIT_KEY", "A" * 43 + "=")

from muster.portal.config.settings import *  # noqa: F403 - the environment comes first
