"""What every page shares: gates, forms, the frame around a page, errors."""
