"""What a collection's results are compared with: looked at, entered, taken back."""
