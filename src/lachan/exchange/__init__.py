"""What goes out to other systems or comes from them: one folder a format."""
