"""Quizzes: questions in and out of files, the draw, the marks, and the attempts people make.

Not for lessons and their text (courses), nor for what counts as done (progress).
"""
