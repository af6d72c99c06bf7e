"""A file that is all that is asked for: its page, sending it, its receipt, the files that came."""
