"""The daily review: missed questions come back after a while, for whoever wants that.

Not for marks that count: nothing here changes a result, and nobody else sees it.
"""
