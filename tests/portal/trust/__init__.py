"""A trust's pages, and what its people see of schools."""
