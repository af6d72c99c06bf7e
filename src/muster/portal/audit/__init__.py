"""Who did what, when: one sealed chain an authority. No foreign keys; names are copied in."""
