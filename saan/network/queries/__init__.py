"""Questions of network, one file per noun."""
