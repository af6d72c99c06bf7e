"""Pages of enquiries and e-mails."""
