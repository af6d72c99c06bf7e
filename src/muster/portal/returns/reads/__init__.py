"""What pages read of returns; the scope comes first."""
