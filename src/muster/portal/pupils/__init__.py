"""Children and their identities: encrypted, never changed, found by keyed columns."""
