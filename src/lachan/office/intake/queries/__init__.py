"""What readers see of signals: the queue, one subject, groups of alike ones."""
