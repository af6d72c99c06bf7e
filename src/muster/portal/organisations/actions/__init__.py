"""What happens to organisations and people."""
