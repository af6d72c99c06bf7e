"""Authorities, trusts and schools; people, their names for signing in, their memberships and links."""
