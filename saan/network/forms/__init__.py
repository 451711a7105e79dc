"""What people type about agreements, promises and agencies."""
from saan.network.forms.agencies import Enlisting, Reaching
from saan.network.forms.agreements import Extending, Promising, Signing
from saan.network.forms.progress import Judging, Telling

__all__ = ["Enlisting", "Extending", "Judging", "Promising", "Reaching", "Signing", "Telling"]
