"""HTML letters: a safe form to show, and the lines of text in it with what the programs mark as older.

Everything passes nh3 (html5ever) first: what comes out is well-formed, so that the reading of it stays simple and its time
linear. Styles, scripts, forms, pictures (also remote ones, which tell the sender who reads) are left out.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from tracker.mail.reading.line import Line, Mark

MAX_OPEN = 400  # tags inside each other; the rest are dropped before html5ever looks for their ends
MAX_HTML = 2_000_000  # signs; a longer page is read up to here and kept whole as a file
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strike", "strong", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_DROPPED = {"script", "style", "title", "template", "object", "svg", "math", "iframe", "select", "noframes", "xml"}
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
_MARKED = {"*": {"class", "id", "type", "style"}, "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_DATA_IMAGE = re.compile(r"""\bsrc\s{0,9}=\s{0,9}(["'])data:(image/[\w.+-]{1,40});base64,([A-Za-z0-9+/=\s]*)\1""", re.I)
_tag = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})\b")
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source", "track", "param"}
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "dl"}
_LINES = {"div", "tr", "li", "dd", "dt", "br", "hr", "center", "caption", "thead", "tbody", "tfoot"}

_CUT = re.compile(
    r"\b(?:x_)?(?:divRplyFwdMsg|appendonsend|OutlookMessageHeader|yahoo_quoted|yahooQuotedContainer|protonmail_quote|zmail_extra"
    r"|stopSpelling|replySplit|mailcontainer_quote|tutanota_quote|OLK_SRC_BODY_SECTION|reply-intro|wmi-quote-title)\b",
    re.I,
)
_OPENING = re.compile(r"\b(?:gmail_attr|moz-cite-prefix|quote-header|js-quote-header)\b", re.I)
_FORWARD = re.compile(r"\b(?:moz-forward-container)\b", re.I)
_SIGNATURE = re.compile(
    r"\b(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|mail-app-auto-default-signature|AppleMailSignature"
    r"|protonmail_signature_block|js-signature|yahoo-signature)\b|(?:^|\s)(?:x_)?Signature(?:\s|$)|data-signature",
    re.I,
)
_OUTLOOK_HEADER = re.compile(r"border:\s*none;\s*border-top:\s*solid\s+(?:#[0-9A-Fa-f]{6}|windowtext|\w+)\s+1", re.I)
_INDENT = re.compile(r"border(?:-left)?:\s*(?:none|0)", re.I)


def safe_html(html: str) -> str:
    """What may be shown to staff: no pictures, no styles, no scripts; links without referrer."""
    import nh3

    return nh3.clean(
        _shallow(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_DROPPED,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    ).strip()


def lines_of(html: str) -> list[Line]:
    """The text of the page, line by line."""
    import nh3

    clean = nh3.clean(
        _shallow(html), tags=_TAGS, attributes=_MARKED, clean_content_tags=_DROPPED, url_schemes=_SCHEMES, link_rel=None
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.finished()


def meta_charset(data: bytes) -> str:
    """The charset a page names for itself."""
    found = re.search(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", data[:4000], re.I)
    return found[1].decode("ascii") if found else ""


def without_images(html: str) -> tuple[str, list[tuple[str, str]]]:
    """The page without pictures that are written into it, and those: (type, base64)."""
    if "base64," not in html:
        return html, []
    found = [(match[2].lower(), match[3]) for match in _DATA_IMAGE.finditer(html)]
    return (_DATA_IMAGE.sub("", html), found) if found else (html, [])


def _shallow(html: str) -> str:
    """At most MAX_OPEN tags waiting for their end: html5ever's time grows with their number times the page. Each name is
    counted for itself, because an end tag does not always close what it seems to."""
    html = html[:MAX_HTML]
    if html.count("<") < MAX_OPEN:
        return html
    open_now: dict[str, int] = {}
    total, last, out = 0, 0, []
    for match in _tag.finditer(html):
        name = match[2].lower()
        if name in _VOID:
            continue
        if match[1]:
            if open_now.get(name):
                open_now[name] -= 1
                total -= 1
        elif total < MAX_OPEN:
            open_now[name] = open_now.get(name, 0) + 1
            total += 1
        else:
            out += [html[last : match.start()], "<br x"]
            last = match.end()
    return "".join([*out, html[last:]]) if out else html


class _Reader(HTMLParser):
    """Walks a clean page. A tag that means something for quoting is pushed with its meaning until it closes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.open: list[tuple[str, Mark | None]] = []
        self.quotes = self.pre = 0
        self.cut = False
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        mark = _meaning(tag, given)
        if tag in _PARAGRAPHS | _LINES or mark:
            is_empty_line = tag == "br" and not any(map(str.strip, self.words))
            self._break(blank=is_empty_line or (tag in _PARAGRAPHS and "MsoNormal" not in given.get("class", "")))
        if mark is Mark.CUT:
            self.cut, mark = True, None
        if tag in ("br", "hr"):
            return
        if mark is Mark.QUOTE:
            self.quotes += 1
        self.pre += tag == "pre"
        self._say(tag, given)
        self.open.append((tag, mark))

    def _say(self, tag: str, given: dict[str, str]) -> None:
        if tag == "li":
            self.words.append("- ")
        elif tag in ("td", "th") and any(self.words):
            self.words.append(" ")
        elif tag == "a":
            self.links.append((given.get("href", ""), len(self.words)))

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self.open[-50:]):
            return
        if tag == "a" and self.links:
            self._link(*self.links.pop())
        if tag in _PARAGRAPHS | _LINES:
            self._break(blank=tag in _PARAGRAPHS)
        while self.open:
            name, mark = self.open.pop()
            if mark:
                self._break()
            self.quotes -= mark is Mark.QUOTE
            self.pre -= name == "pre"
            if name == tag:
                break

    def _link(self, href: str, since: int) -> None:
        """The address of a link is part of what was written, unless the text already says it."""
        said = re.sub(r"\s+|/$", "", "".join(self.words[since:])).lower()
        bare = re.sub(r"^https?://|/$", "", href.lower())
        if href.lower().startswith("http") and bare not in said:
            self.words.append(f" <{href}>")

    def handle_data(self, data: str) -> None:
        if self.pre:
            first, *rest = data.split("\n")
            self.words.append(first)
            for more in rest:
                self._break()
                self.words.append(more)
        else:
            self.words.append(re.sub(r"[ \t\r\n\f\xa0]+", " ", data))

    def _mark(self) -> Mark:
        if self.cut:
            return Mark.CUT
        if self.quotes:
            return Mark.QUOTE
        return next((mark for _, mark in reversed(self.open[-60:]) if mark), Mark.OWN)

    def _break(self, blank: bool = False) -> None:
        text = "".join(self.words)
        text = text.rstrip() if self.pre else re.sub(r" {2,}", " ", text).strip()
        self.words.clear()
        self.links = [(href, 0) for href, _ in self.links[:20]]
        if text:
            prefix = ">" * min(self.quotes, 20) + " " if self.quotes else ""
            self.lines.append(Line(prefix + text, self._mark()))
        if blank and self.lines and self.lines[-1].text:
            self.lines.append(Line("", self._mark() if self.lines[-1].mark is self._mark() else Mark.OWN))

    def finished(self) -> list[Line]:
        self._break()
        return self.lines


def _meaning(tag: str, given: dict[str, str]) -> Mark | None:
    """What the programs' own classes and ids say."""
    style = given.get("style", "")
    named = f"{given.get('class', '')} {given.get('id', '')}"
    if tag == "blockquote":
        is_cited = given.get("type") == "cite" or "quote" in named or not _INDENT.search(style)
        return Mark.QUOTE if is_cited else None
    if tag == "div" and _OUTLOOK_HEADER.search(style):
        return Mark.CUT
    for pattern, mark in (
        (_CUT, Mark.CUT),
        (_OPENING, Mark.OPENING),
        (_FORWARD, Mark.FORWARD),
        (_SIGNATURE, Mark.SIGNATURE),
    ):
        if len(named) > 1 and pattern.search(named.strip()):
            return mark
    return None
