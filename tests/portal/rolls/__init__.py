"""Tests of rolls and former years."""
