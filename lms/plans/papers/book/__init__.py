"""A plan as a workbook: every figure a formula, with the engine's value beside it.

How a figure is computed is decided in the engine; here its formula is said again in the language
of workbooks, and a test compares both.
"""
