"""What comes in: files are checked, mapped and typed here, and every bad row is named with its reason."""
