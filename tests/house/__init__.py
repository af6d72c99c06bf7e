"""The rules of the house that no ready-made tool holds: portability, sizes, addresses, locks, licences."""
