"""The pages and files of feeds."""
