"""One archive of everything that an office must not lose, and the way back from it.

Not an app: nothing here answers to a web request. `lachan office backup` and `lachan office restore` call it. Putting
keys back needs no office yet, so this file imports nothing.
"""
