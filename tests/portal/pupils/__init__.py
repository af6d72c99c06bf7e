"""Tests of children and their identities."""
