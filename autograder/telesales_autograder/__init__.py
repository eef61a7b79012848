"""How the course is built and graded: for instructors, contributors and their machines."""
