"""The lines of a clean page, with what mail programs mark in it as an older letter, a signature or a forwarded letter.

Pure: it reads what nh3 has made well-formed (`pages`), so one pass over the tags is enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise

from tracker.mail.reading.line import Line, Mark
from tracker.mail.reading.quote_patterns import header_kind

_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "dl"}
_LINES = {"div", "tr", "li", "dd", "dt", "br", "hr", "center", "caption", "thead", "tbody", "tfoot"}

_CUT = re.compile(
    r"(?:divRplyFwdMsg|appendonsend|OutlookMessageHeader|yahoo_quoted|yahooQuotedContainer|protonmail_quote|zmail_extra"
    r"|stopSpelling|zwchr|replySplit|mailcontainer_quote|tutanota_quote|OLK_SRC_BODY_SECTION|reply-intro|wmi-quote-title)",
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


_HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all)", re.I)
_VISIBILITY = re.compile(r"(?:^|[;\s])visibility\s{0,9}:\s{0,9}(\w{1,10})", re.I)
_SIZE = re.compile(
    r"(?:^|[;\s])font(?:-size)?\s{0,9}:[^;]{0,40}?(?<![\d.])(\d{0,4}\.?\d{1,4})\s{0,3}(?:/|px|pt|r?em|%|ex|;|$)", re.I
)


@dataclass(frozen=True)
class Visible:
    """Whether a reader of the page sees the words in a tag. A size and a visibility hold until a tag inside sets another."""

    gone: bool = False
    invisible: bool = False
    tiny: bool = False

    @property
    def is_hidden(self) -> bool:
        return self.gone or self.invisible or self.tiny

    def within(self, given: dict[str, str]) -> Visible:
        style = given.get("style", "")[:1000]
        if not style and "hidden" not in given:
            return self
        visibility, size = _VISIBILITY.search(style), _SIZE.search(style)
        return Visible(
            self.gone or "hidden" in given or bool(_HIDDEN.search(style)),
            visibility[1].lower() in ("hidden", "collapse") if visibility else self.invisible,
            not float(size[1]) if size else self.tiny,
        )


class PageReader(HTMLParser):
    """Walks a clean page. A tag that means something for quoting is pushed with its meaning until it closes."""

    def __init__(self, shows_all: bool = False) -> None:
        """`shows_all`: also what the page hides."""
        super().__init__(convert_charrefs=True)
        self.shows_all = shows_all
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.open: list[tuple[str, Mark | None, bool]] = []
        self.unseen: list[Visible] = []  # one for each of `open`
        self.borders: list[int] = []
        self.rows: list[list[int]] = []
        self.quotes = self.pre = 0
        self.cut = False
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        mark = _meaning(tag, given)
        is_paragraph = tag in _PARAGRAPHS and "MsoNormal" not in given.get("class", "")
        if tag in _PARAGRAPHS | _LINES or mark:
            is_empty_line = tag == "br" and not any(map(str.strip, self.words))
            self._break(blank=is_empty_line or is_paragraph)
        if mark is Mark.CUT:  # in a quotation it is an older letter's own older letter
            self.cut, mark = self.cut or not self.quotes, None
        if tag == "div" and not self.quotes and _OUTLOOK_HEADER.search(given.get("style", "")):
            self.borders.append(len(self.lines))
        if tag in ("br", "hr"):
            return
        if mark is Mark.QUOTE:
            self.quotes += 1
        self.pre += tag == "pre"
        self.open.append((tag, mark, is_paragraph))
        self.unseen.append((self.unseen[-1] if self.unseen else Visible()).within(given))
        self._say(tag, given)

    def _say(self, tag: str, given: dict[str, str]) -> None:
        if tag == "li" and not self._is_unseen():
            self.words.append("- ")
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._break()
            if self.rows:
                self.rows[-1].append(len(self.lines))
        elif tag == "a":
            self.links.append(("" if self._is_unseen() else given.get("href", ""), len(self.words)))

    def handle_endtag(self, tag: str) -> None:
        known = next((each for each in reversed(self.open[-50:]) if each[0] == tag), None)
        if not known:
            return
        if tag == "a" and self.links:
            self._link(*self.links.pop())
        if tag in _PARAGRAPHS | _LINES:
            self._break(blank=known[2])
        if tag == "tr" and self.rows:
            self._row(self.rows.pop())
        while self.open:
            name, mark, _ = self.open.pop()
            self.unseen.pop()
            if mark:
                self._break()
            self.quotes -= mark is Mark.QUOTE
            self.pre -= name == "pre"
            if name == tag:
                break

    def _row(self, starts: list[int]) -> None:
        """A row whose cells hold a line each is one line; a table that only holds the layout stays as it is."""
        cells = [self.lines[a:b] for a, b in pairwise([*starts, len(self.lines)])]
        written = [[line for line in cell if line.text] for cell in cells]
        lines = [line for cell in written for line in cell]
        if len(cells) > 1 and lines and max(map(len, written)) == 1 and len({line.mark for line in lines}) == 1:
            first, *rest = (line.text for line in lines)
            joined = " ".join([first, *(text.lstrip("> ") if self.quotes else text for text in rest)])
            self.lines[starts[0] :] = [Line(joined, lines[0].mark)]

    def _link(self, href: str, since: int) -> None:
        """The address of a link is part of what was written, unless the text already says it."""
        said = re.sub(r"\s+|/$", "", "".join(self.words[since:])).lower()
        bare = re.sub(r"^https?://|/$", "", href.lower())
        if href.lower().startswith("http") and bare not in said:
            self.words.append(f" <{href}>")

    def _is_unseen(self) -> bool:
        return bool(self.unseen) and self.unseen[-1].is_hidden and not self.shows_all

    def handle_data(self, data: str) -> None:
        if self._is_unseen():
            return
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
        return next((mark for _, mark, _ in reversed(self.open[-60:]) if mark), Mark.OWN)

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
        """A border above a paragraph is Outlook's line above an older letter only if that letter's heading stands below."""
        self._break()
        for at in self.borders:
            below = next((n for n in range(at, len(self.lines)) if self.lines[n].text), None)
            if below is not None and header_kind(self.lines[below].text):
                self.lines[below] = replace(self.lines[below], mark=Mark.CUT)
        return self.lines


def _meaning(tag: str, given: dict[str, str]) -> Mark | None:
    """What the programs' own classes and ids say."""
    style = given.get("style", "")
    named = f"{given.get('class', '')} {given.get('id', '')}"
    if tag == "blockquote":
        is_cited = given.get("type") == "cite" or "quote" in named or not _INDENT.search(style)
        return Mark.QUOTE if is_cited else None
    for pattern, mark in (
        (_CUT, Mark.CUT),
        (_OPENING, Mark.OPENING),
        (_FORWARD, Mark.FORWARD),
        (_SIGNATURE, Mark.SIGNATURE),
    ):
        if len(named) > 1 and pattern.search(named.strip()):
            return mark
    return None
