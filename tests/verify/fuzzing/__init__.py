"""Fuzzing: made-up files, mutated in every way a file goes wrong and some that nobody would think of, and checked."""
