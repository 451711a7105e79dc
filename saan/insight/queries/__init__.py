"""Questions over the whole house."""
