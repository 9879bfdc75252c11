"""The web kit: the door of every page, forms, filters, errors, static files, kept pages.

It knows no room; rooms use it. It holds no rule about learning, money or people.
"""
