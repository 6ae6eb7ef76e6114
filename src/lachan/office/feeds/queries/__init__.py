"""What is read of feeds: lists and indicators to give out, sources that come in."""
