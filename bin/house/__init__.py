"""What the commands in bin/ share: plain Python 3.11, nothing to install."""
