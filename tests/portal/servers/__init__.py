"""The real servers that the portal's tests run against."""
