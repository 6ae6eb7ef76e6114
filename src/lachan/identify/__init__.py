"""Who held this number, line or address and port at that moment: the operator's engine, on the operator's machine.

Needs no data base server and no Django. A store is a folder: packed sorted columns, one part a day (`parts`), a
table of holders of numbers, a small table of fixed lines and IPv6 prefixes, and the operator's own trail.
"""
