"""Business plans: a group answers questions section by section, and the figures follow.

Who wins money for a plan is not decided here (selection), nor is money paid out (fund).
"""
