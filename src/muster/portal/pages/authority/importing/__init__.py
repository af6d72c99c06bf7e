"""Many schools' files brought in together."""
