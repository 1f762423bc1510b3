"""HTML letters: a safe form to show, and the lines of text in it with what the programs mark as older.

Everything passes nh3 (html5ever) first: what comes out is well-formed, so that the reading of it stays simple and its time
linear. Styles, scripts, forms, pictures (also remote ones, which tell the sender who reads) are left out.
"""

from __future__ import annotations

import re
from html import unescape

from tracker.mail.reading.line import Line
from tracker.mail.reading.page_lines import PageReader

MAX_OPEN = 400  # tags inside each other; the rest are dropped before html5ever looks for their ends
MAX_HTML = 1_000_000  # signs; a longer page is read up to here and kept whole as a file
MOST_SIGNS = 30_000  # of the kind &amp;
MOST_TAGS = 60_000
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strike", "strong", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_DROPPED = {"script", "style", "title", "template", "object", "svg", "math", "iframe", "select", "noframes", "xml"}
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
_MARKED = {"*": {"class", "id", "type", "style", "hidden"}, "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_DATA_IMAGE = re.compile(r"""\bsrc\s{0,9}=\s{0,9}(["'])data:(image/[\w.+-]{1,40});base64,([A-Za-z0-9+/=\s]*)\1""", re.I)
_LETTER = re.compile(r"&#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});")
_tag = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})\b")
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source", "track", "param"}


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
    """The text of the page, line by line. What the page hides is not the sender's words, unless it hides everything."""
    import nh3

    clean = nh3.clean(
        _shallow(html), tags=_TAGS, attributes=_MARKED, clean_content_tags=_DROPPED, url_schemes=_SCHEMES, link_rel=None
    )
    lines = _read(clean, shows_all=False)
    return lines if any(line.text for line in lines) else _read(clean, shows_all=True)


def _read(clean: str, shows_all: bool) -> list[Line]:
    reader = PageReader(shows_all)
    reader.feed(clean)
    reader.close()
    return reader.finished()


def meta_charset(data: bytes) -> str:
    """The charset a page names for itself."""
    found = re.search(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", data[:4000], re.I)
    return found[1].decode("ascii") if found else ""


def readable_part(html: str, room: int) -> tuple[str, bool]:
    """As much of a page as is read, and whether that is all of it. Letters written as numbers are made letters first:
    html5ever's time grows with the square of such signs in one text, so only a bounded number of others may stay."""
    plain = _LETTER.sub(_letter, html)
    kept = _up_to(_up_to(plain, "&", MOST_SIGNS), "<", MOST_TAGS)
    return kept[:room], len(kept) == len(plain) and len(plain) <= room


def _up_to(html: str, sign: str, most: int) -> str:
    """The page up to where `sign` comes too often."""
    pieces = html.split(sign, most)
    return sign.join(pieces[:most]) if len(pieces) > most else html


def _letter(match: re.Match[str]) -> str:
    sign = unescape(match[0])
    return sign if sign.isalpha() else match[0]


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
