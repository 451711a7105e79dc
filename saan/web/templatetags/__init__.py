"""Tags and filters that every page may use without loading them."""
