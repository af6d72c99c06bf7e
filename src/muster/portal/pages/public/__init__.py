"""Pages that are open to all: start, guidance, what is checked, accessibility, privacy, health."""
