"""The demo province: invented people in the real units, and a story that has already run for some weeks.

Everything happens through the same actions that people use; only the moments are given.
"""
