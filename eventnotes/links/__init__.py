"""Links that last: what is known of each, its archived copy, and the asking."""
