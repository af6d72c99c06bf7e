"""What the people who look after the installation see: what has stopped, and no results."""
