"""Figures to compare with: the national ones that were published. Emerging and authority figures come here too."""
