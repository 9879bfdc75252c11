"""The coach: reads a plan's answers and figures and says what does not fit yet, and ways out.

It never changes a plan, gives no marks and keeps nothing; who may send a plan is not decided here.
"""
