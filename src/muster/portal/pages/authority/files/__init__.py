"""The files that schools handed in where no more was asked for."""
