"""Which officer looks after which schools."""
