"""Getting in and staying in: sign-in, links, passwords, codes, sessions, one's own account, and where one lands."""
