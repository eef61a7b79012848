"""What learners type into, in the browser."""
