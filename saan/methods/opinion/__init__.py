"""The opinion map: what many votes say together, as pure functions over arrays."""
