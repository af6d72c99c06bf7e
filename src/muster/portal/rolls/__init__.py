"""The pupils expected of each school, and the school's figures of former years."""
