"""What templates of pages may ask for."""
