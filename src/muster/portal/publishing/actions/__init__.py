"""What is done about reports."""
