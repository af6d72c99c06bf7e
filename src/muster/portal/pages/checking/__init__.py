"""Checking a file without sending it: the same answer, and nothing kept."""
