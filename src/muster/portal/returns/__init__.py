"""Schools' returns: what they send, how it is checked, explained, corrected, confirmed and accepted."""
