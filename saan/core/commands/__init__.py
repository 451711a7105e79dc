"""Commands of core: the worker, one tick of it, backup and restore."""
