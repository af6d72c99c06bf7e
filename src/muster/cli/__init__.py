"""The command line: what people type and read. Everything it decides is decided by the packages below it."""
