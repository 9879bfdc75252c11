"""A plan's figures as line drawings with the rows of the table beneath. Pure.

What a figure means and how it is computed is not known here, nor on which page or paper the
drawing stands.
"""
