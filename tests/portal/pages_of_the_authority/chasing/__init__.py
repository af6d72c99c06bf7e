"""Schools made ready, reminded, held to what they promised."""
