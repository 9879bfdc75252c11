"""Files of questions: GIFT, Moodle XML, Aiken and our JSON, read and written. Pure."""
