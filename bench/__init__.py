"""What script/bench measures: one line a figure, `name: value unit`."""
