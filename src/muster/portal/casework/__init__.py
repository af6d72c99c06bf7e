"""What officers work through: enquiries."""
