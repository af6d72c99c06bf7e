"""What waits for officers."""
