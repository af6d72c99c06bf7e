"""What the files hold that an authority takes away: rows, columns and their meanings. Nothing is written here."""
