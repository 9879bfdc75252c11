"""People: joining, signing in, recovery without a trainer, roles, own data.

It is not about what people learn or write, and no employer has a role here.
"""
