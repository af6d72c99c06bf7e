"""E-mails to addresses: rendered, leased, sent. No foreign keys."""
