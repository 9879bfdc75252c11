"""The sums of a business plan on plain Decimals: what one unit costs, and when a month pays.

Where the numbers come from and how they are shown is not known here.
"""
