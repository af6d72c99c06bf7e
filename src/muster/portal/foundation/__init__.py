"""Mechanisms that know nothing of schools: actor, scope, clock, keys, files, leases, limits, public ids."""
