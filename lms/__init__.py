"""sse-lms: learning, business plans and what follows, for returning migrant workers."""
