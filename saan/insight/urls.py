"""Where the pages of insight stand."""

urlpatterns: list = []
