"""What is read of the register and its lists."""
