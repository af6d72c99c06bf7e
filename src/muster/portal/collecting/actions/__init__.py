"""Everything that is written of collections: each function one act, with its audit event in the same transaction."""
