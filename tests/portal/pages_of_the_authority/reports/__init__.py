"""Reports made, looked at and published."""
