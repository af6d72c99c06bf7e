"""What schools get back for their results: reports, made once a return is confirmed and kept from then on."""
