"""What every page of the service stands on. How to write one:

    bp = blueprint("officer", __name__, "/desk")                     # language.py; address /ky/desk/…
    navigation("officer", ("officer.tray", N_("My tray")))           # shell.py; links in the header of this blueprint

    @bp.get("/case/<number>")
    @access(Audience.OFFICER)                                        # access.py; directly under the route, always
    def case(number: str) -> ResponseValue: ...

    @bp.post("/case/<number>/extend")                                # a POST has a view of its own, or shares one
    @access(Audience.OFFICER, act=Act.EXTEND)
    def extend(number: str) -> ResponseValue:
        form = ExtendForm()                                          # forms.py: PageForm
        if not form.validate_on_submit():
            return render_template("officer/extend.html", form=form), 422
        cases.commands.extend(db.session, case, ..., by=current_actor(), now=clock.now())
        return done(url_for("officer.case", number=number))          # answers.py: commit once, then 303

- A page with a form answers GET and POST at one address, so that the language switch and a reload find it again. It says
  `{% set switch_form = "id-of-the-form" %}`, and re-renders with status 422 when something is wrong.
- A GET never writes: a flush in it raises. A POST writes by commands and ends with `done(url)`, the one place that
  commits. Whatever raises leaves nothing behind.
- Domain errors are not caught in views: `error_page(NotYourTurn, 409, words)` (errors.py) once per class.
- Public pages: `return public_page(lambda: render_template(...), case.version)` (answers.py) answers 304 from
  (version, language, day, release) and sets no session. A POST form on such a page: `@open_post` above `@access`
  and `OpenForm`: no token, so no session; the request must come from our own origin.
- Secrets: `keys.hold(...)` remembers in this browser which cases its holder opened; `Audience.CITIZEN` wants one.
- Limits: `@limiter.limit("20 per hour", methods=["POST"])` (security.py) between the route and `@access`.
- Never cached and never indexed: everything but public pages; `noindex()` for a public page that must not be found.
- Links that leave the service (mail, print, QR): `absolute_url(endpoint, lang=…, …)` (language.py), from BASE_URL.
- Templates extend "shared/page.html" (its head comment lists the blocks) and use the macros of "shared/fields.html"
  (forms) and "shared/parts.html" (cards, facts, timeline, pills, tables, pager, …). No inline script, no inline style.
- Lists: `keyset(...)` (paging.py) gives a `Slice` for the pager.
"""
