"""The pages of network: agreements, promises, one-time links, agencies."""
