"""Pages of a return: the task list of a return, what was sent, questions, and not taking part."""
