"""Sending a file: the form, help with making the file, and the page of a file that was stopped."""
