"""What holds for every form of a return."""
