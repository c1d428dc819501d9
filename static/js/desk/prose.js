/* The editor over the box of a text: Tiptap, with exactly what the closed subset of HTML has.

   The box stays what is sent: every change is written back to it. A text with something in it that the
   editor could not give back stays in the plain box. The words of the tools are the page's own. */

const CELLS = "paragraph heading blockquote bulletList orderedList listItem table tableRow tableHeader tableCell";

/* The addresses of the newest images at the desk, by key; asked for once, when a text has any. */
let asked = null;
function thumbs() {
  const address = document.querySelector(".desk-data")?.dataset.pick;
  asked ??= address
    ? fetch(address)
        .then((answer) => answer.json())
        .then(({ images }) => Object.fromEntries(images.map((image) => [image.key, image.thumb])))
        .catch(() => ({}))
    : Promise.resolve({});
  return asked;
}

function extensions(tiptap) {
  const { Node, Mark, Extension } = tiptap;
  let notes = 0;

  const Languages = Extension.create({
    name: "languages",
    addGlobalAttributes: () => [
      { types: CELLS.split(" "), attributes: { lang: { default: null, parseHTML: (element) => element.getAttribute("lang") } } },
    ],
  });

  // A note stands where its number would. Each has a number here, so that two in a row stay two.
  const Note = Mark.create({
    name: "note",
    priority: 2000,
    addAttributes: () => ({ number: { default: null, rendered: false, parseHTML: () => (notes += 1) } }),
    parseHTML: () => [{ tag: "span[data-footnote]" }],
    renderHTML: () => ["span", { "data-footnote": "" }, 0],
    addKeyboardShortcuts() {
      return {
        "Mod-Shift-n": () => note(this.editor),
        Enter: () => this.editor.isActive("note") && this.editor.commands.setHardBreak(),
        Escape: () => leave(this.editor),
        ArrowRight: () => atEnd(this.editor) && leave(this.editor),
      };
    },
  });

  const Lang = Mark.create({
    name: "lang",
    addAttributes: () => ({ lang: { default: null, parseHTML: (element) => element.getAttribute("lang") } }),
    parseHTML: () => [{ tag: "span[lang]:not([data-footnote])" }],
    renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  });

  const Link = Mark.create({
    name: "link",
    inclusive: false,
    addAttributes: () => ({ href: { default: null } }),
    parseHTML: () => [{ tag: "a[href]" }],
    renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
  });

  const Figure = Node.create({
    name: "figure",
    group: "block",
    content: "inline*",
    isolating: true,
    addAttributes: () => ({
      key: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-image"),
        renderHTML: ({ key }) => ({ "data-image": key }),
      },
    }),
    parseHTML: () => [{ tag: "figure[data-image]", contentElement: (element) => element.querySelector("figcaption") || document.createElement("figcaption") }],
    renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
    addNodeView: () => ({ node }) => {
      const dom = document.createElement("figure");
      const image = dom.appendChild(Object.assign(document.createElement("img"), { alt: "", contentEditable: "false" }));
      const contentDOM = dom.appendChild(document.createElement("figcaption"));
      thumbs().then((found) => {
        if (found[node.attrs.key]) image.src = found[node.attrs.key];
      });
      return { dom, contentDOM };
    },
  });

  const Table = tiptap.Table.extend({
    addAttributes() {
      return { caption: { default: null, rendered: false, parseHTML: (element) => element.querySelector("caption")?.textContent || null } };
    },
    renderHTML: ({ node, HTMLAttributes }) => ["table", mark(HTMLAttributes, node), ["tbody", 0]],
    addNodeView: () => null,
  });
  const mark = (attributes, node) => (node.attrs.caption ? { ...attributes, "data-caption": node.attrs.caption } : attributes);
  const Header = tiptap.TableHeader.extend({
    addAttributes() {
      const { align, colwidth, ...rest } = this.parent?.() || {};
      return { ...rest, scope: { default: null } };
    },
  });
  const Cell = tiptap.TableCell.extend({
    addAttributes() {
      const { align, colwidth, ...rest } = this.parent?.() || {};
      return rest;
    },
  });
  // Ctrl-Enter saves, as everywhere at the desk.
  const Break = tiptap.HardBreak.extend({
    addKeyboardShortcuts() {
      return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
    },
  });
  const Numbered = tiptap.OrderedList.extend({
    addAttributes: () => ({ start: { default: 1, parseHTML: (element) => element.start, renderHTML: ({ start }) => (start === 1 ? {} : { start }) } }),
    addNodeView: () => null,
  });

  return [
    tiptap.Document, tiptap.Paragraph, tiptap.Text, tiptap.Heading.configure({ levels: [2, 3, 4] }),
    tiptap.Bold, tiptap.Italic, tiptap.Subscript, tiptap.Superscript, tiptap.Blockquote, tiptap.BulletList,
    Numbered, tiptap.ListItem, tiptap.HorizontalRule, Break, tiptap.UndoRedo, tiptap.Gapcursor,
    tiptap.Dropcursor, Table, tiptap.TableRow, Header, Cell, Languages, Note, Lang, Link, Figure,
  ];
}

function note(editor) {
  if (editor.isActive("note")) return leave(editor);
  const number = Date.now();
  if (!editor.state.selection.empty) return editor.chain().focus().setMark("note", { number }).run();
  const text = { type: "text", text: "…", marks: [{ type: "note", attrs: { number } }] };
  const at = editor.state.selection.from;
  return editor.chain().focus().insertContent(text).setTextSelection({ from: at, to: at + 1 }).run();
}

function atEnd(editor) {
  const { empty, $from } = editor.state.selection;
  if (!empty || !editor.isActive("note")) return false;
  return !$from.nodeAfter || !$from.nodeAfter.marks.some((each) => each.type.name === "note");
}

function leave(editor) {
  if (!editor.isActive("note")) return false;
  const { state, view } = editor;
  let end = state.selection.to;
  const parent = state.doc.resolve(end).parent;
  const limit = state.doc.resolve(end).end();
  while (end < limit && state.doc.rangeHasMark(end, end + 1, state.schema.marks.note)) end += 1;
  const selection = state.selection.constructor.near(state.doc.resolve(end), -1);
  view.dispatch(state.tr.setSelection(selection).removeStoredMark(state.schema.marks.note));
  return Boolean(parent);
}

/* What the editor holds, as the box holds it: heads of tables and captions where the subset has them. */
function written(editor) {
  const page = new DOMParser().parseFromString(editor.getHTML(), "text/html");
  for (const table of page.querySelectorAll("table")) {
    const first = table.rows[0];
    if (first && table.rows.length > 1 && [...first.cells].every((cell) => cell.tagName === "TH")) {
      table.createTHead().append(first);
    }
    if (table.dataset.caption) table.createCaption().textContent = table.dataset.caption;
    delete table.dataset.caption;
  }
  const html = page.body.innerHTML;
  return html === "<p></p>" ? "" : html;
}

/* What may not be lost between the box and the editor: every character, every mark, every address. */
function essence(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const tags = {};
  for (const element of page.body.querySelectorAll("*")) {
    const name = element.tagName.toLowerCase();
    if (["tbody", "thead", "p", "figcaption"].includes(name)) continue;
    const key = [name, ...["href", "lang", "data-image", "start", "colspan", "rowspan"].map((each) => (element.getAttribute(each) || "").replace(/^1$/, ""))].join(" ");
    tags[key] = (tags[key] || 0) + 1;
  }
  return page.body.textContent.replace(/\s+/g, "") + JSON.stringify(Object.entries(tags).sort());
}

const ACTIVE = { strong: "bold", em: "italic", note: "note", quote: "blockquote", bullets: "bulletList", numbers: "orderedList", sup: "superscript", sub: "subscript", link: "link" };

const ACTS = {
  strong: (chain) => chain.toggleBold(),
  em: (chain) => chain.toggleItalic(),
  sup: (chain) => chain.toggleSuperscript(),
  sub: (chain) => chain.toggleSubscript(),
  quote: (chain) => chain.toggleBlockquote(),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
  line: (chain) => chain.setHorizontalRule(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  row: (chain) => chain.addRowAfter(),
  column: (chain) => chain.addColumnAfter(),
  droprow: (chain) => chain.deleteRow(),
  dropcolumn: (chain) => chain.deleteColumn(),
  clear: (chain) => chain.unsetAllMarks().clearNodes(),
};

class Field {
  constructor(field, tiptap) {
    this.field = field;
    this.box = field.querySelector("textarea");
    this.tools = field.querySelector(".prose-tools");
    this.page = field.querySelector(".prose-page");
    this.links = field.querySelector(".prose-link");
    const label = document.querySelector(`label[for="${this.box.id}"]`);
    this.editor = new tiptap.Editor({
      element: this.page,
      injectCSS: false,
      editable: !this.box.disabled,
      extensions: extensions(tiptap),
      content: this.box.value,
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label?.textContent.trim() || "", lang: this.box.lang, spellcheck: "true" },
        handlePaste: (view, event) => this.pasted(event),
      },
      onUpdate: () => this.changed(),
      onSelectionUpdate: () => this.shown(),
    });
    this.listen();
    if (this.box.value && essence(this.box.value) !== essence(written(this.editor))) {
      this.plain(true);
      field.querySelector("[data-part=unshown]").hidden = false;
    } else {
      this.plain(false);
    }
    this.tools.hidden = false;
    this.shown();
  }

  listen() {
    this.tools.addEventListener("click", (event) => {
      const tool = event.target.closest("button[data-tool]")?.dataset.tool;
      if (tool) this.use(tool);
    });
    this.tools.addEventListener("change", (event) => this.chosen(event.target));
    this.tools.addEventListener("keydown", (event) => this.walk(event));
    this.links.addEventListener("click", (event) => this.link(event.target.dataset.part));
    this.links.addEventListener("keydown", (event) => {
      if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      this.link(event.key === "Enter" ? "set" : "");
    });
    this.page.addEventListener("keydown", (event) => {
      if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.key !== "k") return;
      event.preventDefault();
      this.use("link");
    });
    this.box.form.addEventListener("submit", () => this.write(), { capture: true });
    this.box.form.addEventListener("flush", () => this.write());
    this.box.addEventListener("refill", () => this.fill());
  }

  fill() {
    this.editor.commands.setContent(this.box.value, { emitUpdate: false });
    this.touched = false;
  }

  /* The plain box, or the editor over it. */
  plain(on) {
    this.isPlain = on;
    this.box.hidden = !on;
    this.page.hidden = on;
    this.field.querySelector(".prose-plain").hidden = !on;
    this.tools.querySelector("[data-tool=source]").setAttribute("aria-pressed", on);
  }

  use(tool) {
    if (tool === "source") return this.turn();
    if (tool === "more") return this.more();
    if (tool === "image") return this.pick();
    if (this.isPlain) return this.box.focus();
    if (tool === "note") note(this.editor);
    else if (tool === "link") this.openLink();
    else ACTS[tool](this.editor.chain().focus()).run();
    return this.shown();
  }

  turn() {
    if (this.isPlain) {
      this.fill();
      if (essence(this.box.value) !== essence(written(this.editor))) {
        this.field.querySelector("[data-part=unshown]").hidden = false;
        return;
      }
      this.field.querySelector("[data-part=unshown]").hidden = true;
    } else {
      this.write();
    }
    this.plain(!this.isPlain);
  }

  more() {
    const button = this.tools.querySelector("[data-tool=more]");
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", open);
    this.tools.querySelector(".prose-more").hidden = !open;
  }

  chosen(select) {
    const chain = this.editor.chain().focus();
    if (select.dataset.tool === "block") {
      (select.value === "p" ? chain.setParagraph() : chain.setHeading({ level: Number(select.value) })).run();
    } else {
      (select.value ? chain.setMark("lang", { lang: select.value }) : chain.unsetMark("lang")).run();
    }
  }

  openLink() {
    this.links.hidden = false;
    const box = this.links.querySelector("[data-part=href]");
    box.value = this.editor.getAttributes("link").href || "";
    box.focus();
  }

  link(part) {
    if (part === "href") return;
    const href = this.links.querySelector("[data-part=href]").value.trim();
    const chain = this.editor.chain().focus().extendMarkRange("link");
    if (part === "remove" || (part === "set" && !href)) chain.unsetMark("link").run();
    else if (part === "set" && !this.editor.state.selection.empty) chain.setMark("link", { href }).run();
    else if (part === "set" && this.editor.isActive("link")) chain.setMark("link", { href }).run();
    else if (part === "set") this.editor.chain().focus().insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    else this.editor.commands.focus();
    this.links.hidden = true;
  }

  /* The site's images, newest first; the chosen one stands after the paragraph where one writes. */
  async pick() {
    const shelf = this.field.querySelector(".prose-images");
    shelf.hidden = !shelf.hidden;
    if (shelf.hidden) return;
    const answer = await fetch(document.querySelector(".desk-data").dataset.pick).catch(() => null);
    const { images } = answer?.ok ? await answer.json() : { images: [] };
    const list = shelf.querySelector("ul") || shelf.appendChild(document.createElement("ul"));
    list.replaceChildren(...images.map((image) => this.offer(image, shelf)));
    shelf.querySelector("[data-part=none]").hidden = images.length > 0;
    list.querySelector("button")?.focus();
  }

  offer(image, shelf) {
    const words = Object.values(image.alt)[0] || image.name || image.key;
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.append(Object.assign(document.createElement("img"), { src: image.thumb, alt: words, loading: "lazy" }));
    button.addEventListener("click", () => {
      this.editor.chain().focus().insertContent({ type: "figure", attrs: { key: image.key } }).run();
      shelf.hidden = true;
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  /* Arrow keys walk through the tools (WAI-ARIA toolbar). */
  walk(event) {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.target.tagName === "SELECT") return;
    const stops = [...this.tools.querySelectorAll("button, select")].filter((each) => each.offsetParent);
    const next = stops[stops.indexOf(event.target) + (event.key === "ArrowRight" ? 1 : -1)];
    if (next) next.focus();
    event.preventDefault();
  }

  /* What word processors put on the clipboard is made plain by the site, which knows their ways. */
  pasted(event) {
    const html = event.clipboardData?.getData("text/html") || "";
    const address = document.querySelector(".desk-data")?.dataset.paste;
    if (!address || !/mso-|urn:schemas-microsoft|docs-internal-guid|<o:p|kso/i.test(html)) return false;
    event.preventDefault();
    const token = this.box.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const sent = new URLSearchParams({ html, csrfmiddlewaretoken: token });
    fetch(address, { method: "POST", body: sent })
      .then((answer) => (answer.ok ? answer.text() : html))
      .catch(() => html)
      .then((clean) => this.editor.chain().focus().insertContent(clean).run());
    return true;
  }

  changed() {
    this.touched = true;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.write(), 250);
  }

  write() {
    clearTimeout(this.later);
    // What nobody has touched stays as it came, to the letter.
    if (!this.touched || this.isPlain || this.editor.view.composing) return;
    const html = written(this.editor);
    if (html === this.box.value) return;
    this.box.value = html;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  shown() {
    for (const [tool, name] of Object.entries(ACTIVE)) {
      this.tools.querySelector(`[data-tool=${tool}]`)?.setAttribute("aria-pressed", this.editor.isActive(name));
    }
    const level = [2, 3, 4].find((each) => this.editor.isActive("heading", { level: each }));
    this.tools.querySelector("[data-tool=block]").value = String(level || "p");
    this.tools.querySelector("[data-tool=lang]").value = this.editor.getAttributes("lang").lang || "";
  }
}

for (const field of document.querySelectorAll(".prose-field")) {
  import(field.dataset.module).then((tiptap) => {
    field.editing = new Field(field, tiptap);
  });
}
