"""Tests of keys, closing and finding."""
