"""A plan on paper and in files: PDF, text document, workbook, empty worksheets. Pure.

Who may have a paper, and where it is sent, is not known here.
"""
