"""The rules' examples: read from the data beside the rules, built into files, checked, and written for suppliers."""
