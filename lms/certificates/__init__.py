"""Certificates: the paper a person gets for a finished course, and the page that proves it.

What counts as finished is decided in courses and progress; this room only attests it.
"""
