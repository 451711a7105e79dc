"""The demo towns and their story, told through the actions that people use."""
