"""Fields of forms in the look: the widget gets the look's class, and Django's own marks for hint and error."""
from django.forms import BoundField
from django.template import Library
from django.utils.safestring import SafeString

register = Library()


@register.simple_tag
def widget(field: BoundField, **attrs: str) -> SafeString:
    """Return the field's input with the look's class; underscores in names of attributes stand for dashes."""
    own = {name.replace("_", "-"): value for name, value in attrs.items() if value not in (None, False)}
    if str(field.field.widget.attrs.get("placeholder", "")) == str(field.label):
        own = {"placeholder": ""} | own   # what the label says already
    if field.field.widget.attrs.get("rows") == "10":
        own = {"rows": "4"} | own   # Django's own measure is too tall for a phone
    return field.as_widget(attrs={"class": "in", **own})


@register.filter
def is_kind(field: BoundField, kind: str) -> bool:
    """Return whether the field's widget is of that kind (input_type, or the widget's class in small letters)."""
    kinds = {getattr(field.field.widget, "input_type", ""), type(field.field.widget).__name__.lower()}
    return kind in kinds
