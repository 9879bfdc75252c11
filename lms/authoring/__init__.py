"""Authoring: drafts of modules, their review and publishing, translations kept in step.

Not for what learners read (courses) nor for how questions are read and marked (quizzes).
"""
