"""What a letter holds: its text, its page, its files, in the order in which they stand."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from tracker.mail.reading import pages
from tracker.mail.reading.archives import names_in
from tracker.mail.reading.charsets import decode
from tracker.mail.reading.encoded_words import from_base64
from tracker.mail.reading.filenames import ending_of, name_of, readable
from tracker.mail.reading.folding import plain_lines
from tracker.mail.reading.incoming import Attachment
from tracker.mail.reading.line import Line, Mark
from tracker.mail.reading.structure import Part
from tracker.mail.reading.tnef import unpack
from tracker.mail.reading.transfer import content, uudecode

_FOR_PROGRAMS = {"message/delivery-status", "message/global-delivery-status", "text/rfc822-headers",
                 "message/disposition-notification"}  # fmt: skip
_IGNORED = {"text/x-amp-html", *_FOR_PROGRAMS}
_DOCUMENTS = re.compile(r"application/(?!pgp-signature|(?:x-)?pkcs7-signature)|message/rfc822")
MAX_ASIDE = 20_000  # bytes of a report or an epilogue
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_no_html = re.compile(
    r"(?:HTML|html).{0,80}(?:не поддерж|support|view|просмотр|окуу)|(?:does ?n.t|not|не) (?:support|"
    r"поддерж\w+).{0,60}HTML",
    re.S | re.I,
)


MAX_TEXT = 1_000_000  # signs of plain text that are read as a letter; a longer one is also kept whole, as a file


@dataclass
class Room:
    """How much may still be read; one for the whole letter, so that many parts cost no more than one."""

    text: int = MAX_TEXT
    html: int = pages.MAX_HTML


@dataclass
class Contents:
    """Filled while the tree is walked. `texts` and `pages` are the same words where the letter offers both."""

    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    both: list[tuple[str, str]] = field(default_factory=list)  # ("text" or "html", words) in order, for what is shown
    files: list[Attachment] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)  # reports for programs and epilogues: kept, but nobody's words
    problems: list[str] = field(default_factory=list)
    room: Room = field(default_factory=Room)

    def lines(self) -> list[Line]:
        """All lines of the body: plain text where it was given, the page's text where not."""
        out: list[Line] = []
        for kind, words in self.both:
            found = plain_lines(words) if kind == "text" else pages.lines_of(words)
            out += [Line(""), *found] if out and found else found
        return out

    def folded_lines(self) -> list[Line]:
        """What no program shows of the letter."""
        pieces = [words.strip("\n").split("\n") for words in self.aside]
        return [Line(line.rstrip(), Mark.ASIDE) for piece in pieces for line in ("", *piece)]

    def has_documents(self) -> bool:
        """A file that may hold an answer; pictures of a signature and seals do not."""
        return any(_DOCUMENTS.match(each.content_type) for each in self.files)

    def html(self) -> str:
        return "\n".join(filter(None, map(pages.safe_html, self.pages)))


def contents_of(root: Part) -> Contents:
    """Walks the tree. A letter within a letter is a file and is not entered."""
    found = Contents()
    _walk(root, found, is_root=True)
    return found


def _walk(part: Part, found: Contents, is_root: bool = False) -> None:
    if part.content_type == "multipart/alternative" and part.children:
        _alternatives(part, found)
    elif part.children:
        for child in part.children:
            _walk(child, found)
        _epilogue(part, found)
    elif part.content_type.startswith("multipart/"):
        _text(part, found)
    else:
        _leaf(part, found, is_root)
    if part.footer:
        found.both.append(("text", decode(part.footer[:MAX_ASIDE])))
    found.problems += part.problems


def _epilogue(part: Part, found: Contents) -> None:
    """Words below the closing boundary: no program shows them, a gateway or a broken one has put them there."""
    start, stop = part.epilogue
    data = part.raw[start : min(stop, start + MAX_ASIDE)].strip()
    if data:
        found.problems.append("epilogue")
        _put_aside(found, decode(data))


def _put_aside(found: Contents, words: str) -> None:
    words = words.replace("\r\n", "\n").replace("\r", "\n")[: found.room.text]
    found.room.text -= len(words)
    found.aside.append(words)


def _alternatives(part: Part, found: Contents) -> None:
    """The same content in several forms: the text of the plain form, the page of the other, the files of all."""
    forms = []
    for child in part.children:
        forms.append(Contents(files=found.files, aside=found.aside, room=found.room))
        _walk(child, forms[-1])
    _epilogue(part, found)
    texts = [form for form in forms if not _is_empty(form) and not form.pages]
    pages_ = [form for form in forms if form.pages]
    chosen = texts[:1] or pages_[-1:] or forms[-1:]
    if texts and pages_ and _is_stub(texts[0]):
        chosen = pages_[-1:]
    found.both += [words for form in chosen for words in form.both]
    found.pages += [page for form in pages_[-1:] for page in form.pages]
    found.problems += [problem for form in forms for problem in form.problems]


def _is_empty(form: Contents) -> bool:
    return not any(words.strip() for _, words in form.both)


def _is_stub(form: Contents) -> bool:
    """ "Your program does not show HTML" is no text."""
    words = " ".join(words for _, words in form.both).strip()
    return len(words) < 400 and bool(_no_html.search(words))


def _leaf(part: Part, found: Contents, is_root: bool) -> None:
    kind = part.content_type
    named = part.is_file or bool(part.parameters.get("name"))
    if kind in ("text/plain", "text/html") and (not named or (is_root and part.disposition[0] != "attachment")):
        (_text if kind == "text/plain" else _page)(part, found)
    elif kind in _TNEF or (named and name_of(part, 0).lower() == "winmail.dat"):
        _tnef(part, found)
    elif kind in _FOR_PROGRAMS and not named:
        _put_aside(found, decode(content(part)[:MAX_ASIDE]))
    elif kind not in _IGNORED or named:
        data = content(part)
        if data or named:
            add_file(found, name_of(part, len(found.files) + 1), kind, data)


def _text(part: Part, found: Contents) -> None:
    data = _without_uuencoded(content(part), found)
    words = decode(data, part.parameters.get("charset", "")).replace("\r\n", "\n").replace("\r", "\n")
    if re.match(r"\s{0,100}<(?:!doctype html|html)\b", words[:300], re.I):
        _keep_page(words, found)
        return
    if part.parameters.get("format", "").lower() == "flowed":
        words = unflowed(words, part.parameters.get("delsp", "").lower() == "yes")
    if len(words) > found.room.text:
        found.problems.append("text_too_long")
        add_file(found, name_of(part, len(found.files) + 1), "text/plain", data)
    words = words[: found.room.text]
    found.room.text -= len(words)
    if words.strip():
        found.both.append(("text", words))


def _without_uuencoded(data: bytes, found: Contents) -> bytes:
    """The text; files that are uuencoded in it become attachments."""
    pieces, last = [], 0
    for name, unpacked, start, stop in uudecode(data):
        add_file(found, readable(decode(name)), "application/octet-stream", unpacked)
        pieces.append(data[last:start])
        last = stop
    return b"".join([*pieces, data[last:]]) if last else data


def unflowed(words: str, delete_space: bool) -> str:
    """RFC 3676: a line that ends in a blank goes on in the next one, if that is as deeply quoted."""
    out: list[str] = []
    joined: list[str] = []
    depth = 0
    for line in words.split("\n"):
        bare = line.lstrip(">") if line.startswith(">") else line
        own = len(line) - len(bare)
        bare = bare[1:] if bare.startswith(" ") else bare
        if joined and own != depth:
            out.append("".join(joined))
            joined = []
        joined.append(bare if joined else (">" * own + " " + bare if own else bare))
        depth = own
        if line.endswith(" ") and line.lstrip("> ") != "-- " and bare != "-- ":
            joined[-1] = joined[-1][:-1] if delete_space else joined[-1]
            continue
        out.append("".join(joined))
        joined = []
    return "\n".join([*out, "".join(joined)] if joined else out)


def _page(part: Part, found: Contents) -> None:
    data = content(part)
    words = decode(data, part.parameters.get("charset", "") or pages.meta_charset(data))
    if not _keep_page(words, found):
        add_file(found, name_of(part, len(found.files) + 1), "text/html", data)


def _keep_page(words: str, found: Contents) -> bool:
    """Pictures written into the page become files. False when the page was too long and was cut."""
    words, images = pages.without_images(words)
    for kind, image in images:
        name = f"image-{len(found.files) + 1}{ending_of(kind)}"
        add_file(found, name, kind, from_base64(image.encode("ascii")))
    words, is_whole = pages.readable_part(words, found.room.html)
    found.room.html -= len(words)
    if words.strip():
        found.both.append(("html", words))
        found.pages.append(words)
    if not is_whole:
        found.problems.append("html_too_long")
    return is_whole


def _tnef(part: Part, found: Contents) -> None:
    data = content(part)
    unpacked = unpack(data)
    if unpacked is None:
        found.problems.append("tnef")
        add_file(found, name_of(part, len(found.files) + 1), part.content_type, data)
        return
    for name, kind, inner in unpacked.files:
        add_file(found, readable(name or f"file-{len(found.files) + 1}"), kind, inner)
    if _is_empty(found) and unpacked.html.strip():
        _keep_page(unpacked.html, found)
    elif _is_empty(found) and unpacked.text.strip():
        found.both.append(("text", unpacked.text.replace("\r\n", "\n")))


def add_file(found: Contents, name: str, kind: str, data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    found.files.append(Attachment(name, kind, len(data), digest, data, names_in(data)))
