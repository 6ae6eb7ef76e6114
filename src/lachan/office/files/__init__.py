"""Stored files: checked on the way in, handed out only through guarded doors."""
