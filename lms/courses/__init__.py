"""The course: its files, its published versions, and the pages on which a learner reads them.

It is not for marking quizzes (quizzes), for who has done what (progress), or for writing in
the browser (authoring).
"""
