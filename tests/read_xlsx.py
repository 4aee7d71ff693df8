"""Reads a workbook of korrektur with openpyxl, another program than the one that wrote it, and stops where a sheet is not
what docs/records.md says: cells that are formulas, dates that are none, links that lead elsewhere than into the web, a header
that scrolls away, a filter that is missing. The Rust tests read the values; links, filters and panes only this does.

    pip install --target FOLDER openpyxl
    PYTHONPATH=FOLDER python3 tests/read_xlsx.py report.xlsx
"""

import datetime
import re
import sys

import openpyxl

SHEETS = ["Pages", "Articles", "Teasers", "Profiles", "Findings"]
NUMBERS = {"words", "start", "end", "line", "end_line", "confidence", "related_total", "errors", "warnings", "infos"}
COUNTS = {("Pages", name) for name in ["articles", "profiles", "teasers", "other", "sections"]} | {("Left out", "count")}
BOUNDS = {"date_earliest", "date_latest"}
COARSE = re.compile(r"\d{1,4}(-\d\d|-W\d\d)?$")

book = openpyxl.load_workbook(sys.argv[1])
assert book.sheetnames[: len(SHEETS)] == SHEETS, book.sheetnames
counts = {"rows": 0, "dates": 0, "days": 0, "coarse": 0, "links": 0}
for sheet in book:
    header = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2", sheet.title
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, len(header)).coordinate}", sheet.auto_filter.ref
    for row in sheet.iter_rows(min_row=2):
        counts["rows"] += 1
        for name, cell in zip(header, row):
            place = f"{sheet.title}!{cell.coordinate}"
            assert cell.data_type != "f", f"{place} is a formula"
            if cell.hyperlink is not None:
                counts["links"] += 1
                assert re.match("https?://", cell.hyperlink.target), f"{place} leads to {cell.hyperlink.target}"
            if cell.value is None:
                continue
            if name in NUMBERS or (sheet.title, name) in COUNTS:
                assert cell.data_type == "n", f"{place} is no number"
            elif name in BOUNDS:
                counts["dates"] += 1
                assert isinstance(cell.value, datetime.datetime), f"{place} is no date"
            elif name == "date_value" and cell.is_date:
                counts["days"] += 1
                assert cell.number_format.startswith("yyyy-mm-dd"), f"{place} is shown as {cell.number_format}"
            elif name == "date_value":
                counts["coarse"] += 1
                assert COARSE.match(cell.value), f"{place} is {cell.value}"
            else:
                assert cell.data_type == "s", f"{place} is no text"
                # Whether it would be a formula if it were typed again.
                is_formula = cell.value[:1] in "=+@" and cell.value != "="
                assert not is_formula or cell.quotePrefix, f"{place} is not quoted"
print(f"{sys.argv[1]}: {counts}")
assert all(counts.values()), "something is never written"
