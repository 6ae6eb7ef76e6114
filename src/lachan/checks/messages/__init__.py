"""What messages tell of fraud: a model that explains itself, and the rules over its answers.

It knows texts alone: no sender's register, no list of sites, no network.
"""
