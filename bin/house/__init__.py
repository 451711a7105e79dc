"""What the commands in bin/ share: plain Python 3.11, nothing to install."""
import sys

if sys.hexversion < 0x030B0000:
    sys.exit("Saan needs Python 3.11 or later.")
