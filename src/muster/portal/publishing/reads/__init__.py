"""What is seen of reports."""
