// Sources written with the npm package `docx`: standard input a JSON array of {name, blocks}; argument a folder.
const fs = require("node:fs");
const docx = require("docx");

const HEADINGS = { title: docx.HeadingLevel.TITLE, h2: docx.HeadingLevel.HEADING_1, h3: docx.HeadingLevel.HEADING_2 };
const level = (format, text) => [0, 1, 2].map((n) => ({
  level: n, format, text: text(n), style: { paragraph: { indent: { left: 720 * (n + 1), hanging: 360 } } },
}));
const NUMBERING = { config: [
  { reference: "numbers", levels: level(docx.LevelFormat.DECIMAL, (n) => `%${n + 1}.`) },
  { reference: "bullets", levels: level(docx.LevelFormat.BULLET, () => "\u2022") },
] };

function document(blocks) {
  const footnotes = {};
  const runs = (found) => found.map((run) => {
    if (run.break) return new docx.TextRun({ break: 1 });
    if (run.note) {
      const own = Object.keys(footnotes).length + 1;
      footnotes[own] = {};
      footnotes[own] = { children: run.note.map((each) => new docx.Paragraph({ children: runs(each) })) };
      return new docx.FootnoteReferenceRun(own);
    }
    const marks = new Set(run.marks);
    const text = new docx.TextRun({
      text: run.text, bold: marks.has("strong") || undefined, italics: marks.has("em") || undefined,
      subScript: marks.has("sub") || undefined, superScript: marks.has("sup") || undefined,
    });
    return run.href ? new docx.ExternalHyperlink({ children: [text], link: run.href }) : text;
  });
  const cell = (found) => new docx.TableCell({
    columnSpan: found.across, rowSpan: found.down,
    children: found.paragraphs.map((each) => new docx.Paragraph({ children: runs(each) })),
  });
  const block = (found) => {
    if (found.kind === "table") {
      return new docx.Table({ rows: found.rows.map((row) => new docx.TableRow({ children: row.map(cell) })) });
    }
    return new docx.Paragraph({
      children: runs(found.runs),
      heading: HEADINGS[found.kind],
      style: found.kind === "quote" ? "Quote" : undefined,
      numbering: found.kind === "item"
        ? { reference: found.ordered ? "numbers" : "bullets", level: found.level, instance: found.list } : undefined,
    });
  };
  return new docx.Document({
    footnotes, numbering: NUMBERING, sections: [{ children: blocks.map(block) }],
    styles: { paragraphStyles: [{ id: "Quote", name: "Quote", basedOn: "Normal" }] },
  });
}

const found = JSON.parse(fs.readFileSync(0, "utf8"));
Promise.all(found.map(async ({ name, blocks }) => {
  fs.writeFileSync(`${process.argv[2]}/${name}.docx`, await docx.Packer.toBuffer(document(blocks)));
}));
