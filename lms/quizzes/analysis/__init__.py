"""Item analysis: what many sent attempts say about each question and about the quiz. Pure."""
