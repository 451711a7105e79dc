"""Reading pages as somebody who knows no Thai."""
import re
from html.parser import HTMLParser

THAI = re.compile("[\u0e00-\u0e7f][\u0e00-\u0e7f ]*")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style"}
SPOKEN = {"alt", "title", "aria-label", "placeholder", "value", "content", "label", "data-l", "data-words", "data-done"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.languages, self.found = [("", "")], []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        language = known.get("lang") or self.languages[-1][1]
        for name in SPOKEN & set(known):
            self._hear(known[name], language, f"{tag} {name}")
        if tag not in VOID:
            self.languages.append((tag, language))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while len(self.languages) > 1 and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, language = self.languages[-1]
        if tag not in SILENT:
            self._hear(data, language, tag)

    def _hear(self, words, language, where):
        if language != "th":
            self.found += [f"{where}: {match.group().strip()}" for match in THAI.finditer(words or "")]


def thai_outside(html: str) -> list[str]:
    """Return the Thai of a page that stands outside elements with lang="th", each with where it stands."""
    reader = _Reader()
    reader.feed(html)
    return reader.found
