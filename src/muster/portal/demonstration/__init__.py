"""Loads a made-up season through the actions."""
