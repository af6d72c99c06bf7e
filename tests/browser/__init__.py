"""What people do, in a real browser: at three widths, with scripts and without."""
