"""The forms of listings: shape only, the rules are in `content` and in the actions."""
