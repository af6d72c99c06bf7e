"""The pages of a file that is all that is asked for."""
