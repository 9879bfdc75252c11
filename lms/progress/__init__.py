"""What each learner has begun, read and passed, by ids; other rooms write into it through verbs.

It knows nothing of texts, questions or files: it holds ids of modules, lessons and versions.
"""
