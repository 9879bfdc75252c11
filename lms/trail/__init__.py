"""The trail: what was done, by whom, when; written by verbs in their own transaction.

It is not a log for programmers and holds no names, answers or amounts, only ids. It knows no
other room, so that every room, `accounts` too, may write into it.
"""
