"""What schools get back, as the authority makes it, looks at it and publishes it."""
