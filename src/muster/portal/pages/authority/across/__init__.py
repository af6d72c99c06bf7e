"""Sharing agreements with other authorities, and the pupils whom one of these has too."""
