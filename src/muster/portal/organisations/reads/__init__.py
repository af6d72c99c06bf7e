"""What pages read of organisations and people: each takes a scope first."""
