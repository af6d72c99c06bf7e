"""Tests of the tables that officers load."""
