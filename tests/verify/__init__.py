"""What takes long: each part is a module that prints `name: value unit` lines and exits with 1 where it misses."""
