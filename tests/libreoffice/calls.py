"""Calls of every function, each with what LibreOffice gives for it: written to src/core/tests/libreoffice.csv.

    apt-get install libreoffice-calc-nogui python3-uno
    /usr/bin/python3 tests/libreoffice/calls.py > src/core/tests/libreoffice.csv

A call is written as the program's formulas are. For LibreOffice its lists `{1,2;3,4}` become ranges of cells, a list
without entries `ENTRIES(空.分)` a range of blank cells; where a function of the program is not there (XLOOKUP, TAKE and the
domain's own), the same is said in other words behind `=>`.
"""

import re
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

ERRORS = {502: "#ARG", 503: "#NUM!", 504: "#ARG", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
NUMBERS = ["0", "1", "-1", "2.5", "-2.5", "0.005", "-0.005", "1.005", "1234.5678", "-1234.5678", "99999.995", "123456789012345"]
LISTS = ["{3}", "{0,0}", "{5,1,4,1,3}", "{-2.5,7,0}", "{1.1,2.2,3.3,4.4}", "{100000000000,-100000000000,1}", "{2,8}", "ENTRIES(空.分)"]


def ymd(date):
    return f"YEAR({date}) * 10000 + MONTH({date}) * 100 + DAY({date})"


def calls():
    for function in ["ROUND", "ROUNDUP", "ROUNDDOWN"]:
        for number in NUMBERS:
            for places in ["0", "2", "-2"]:
                yield f"{function}({number}, {places})"
    for number in NUMBERS + ["0.1", "-0.1", "-7.9"]:
        yield f"INT({number})"
        yield f"ABS({number})"
    for number, divisor in [(7, 3), (-7, 3), (7, -3), (-7, -3), (5.5, 2), (-5.5, 2), (0, 5), (5, 0), (0.3, 0.1), (1, 0.25), (123456789, 10), (6, 6)]:
        yield f"MOD({number}, {divisor})"
    for base, exponent in [(2, 10), (2, -1), (0, 0), (0, 1), (0, -1), (-2, 3), (-8, 0.5), (9, 0.5), (1.05, 12), (10, 20), (1, 1000000), (2, 0.1), (-1, 2)]:
        yield f"POWER({base}, {exponent})"
        yield f"({base}) ^ ({exponent})"
    for number in ["0", "1", "2", "0.25", "144", "-1", "12345678901234567890"]:
        yield f"SQRT({number})"
    for number in ["0", "1", "-1", "0.5", "10", "-30", "40"]:
        yield f"EXP({number})"
    for number in ["1", "2", "0.5", "10", "0", "-1", "12345678901234567890"]:
        yield f"LN({number})"
    for function in ["SUM", "AVERAGE", "MEDIAN", "PRODUCT", "MIN", "MAX", "COUNT", "COUNTA", "GEOMEAN", "STDEV"]:
        for numbers in LISTS:
            yield f"{function}({numbers})"
    for function in ["SUM", "AVERAGE", "MEDIAN", "PRODUCT", "MIN", "MAX", "COUNT", "COUNTA"]:
        yield f"{function}(1, 2.5, -4)"
        yield f"{function}({{1,2}}, 3, {{4}})"
    yield 'COUNT({1,"x",2})'
    yield 'COUNTA({1,"x",2})'
    for function in ["LARGE", "SMALL"]:
        for numbers in ["{5,1,4,1,3}", "{-2.5,7,0}", "ENTRIES(空.分)"]:
            for n in ["1", "2", "3", "0", "-1", "9"]:
                yield f"{function}({numbers}, {n})"
    for value in ["5", "1", "3", "2"]:
        yield f"RANK({value}, {{5,1,4,1,3}})"
        yield f"RANK({value}, {{5,1,4,1,3}}, 1)"
    for value in ["1", "3", "5", "2", "4.5", "0", "6"]:
        yield f"PERCENTRANK({{1,3,4,5}}, {value})"
    yield "PERCENTRANK({1,3,4,5}, 2, 2)"
    for share in ["0", "0.2", "0.4", "0.5", "0.8", "0.99", "1", "-0.1"]:
        yield f"TRIMMEAN({{5,1,4,1,3,9}}, {share})"
    for n in ["1", "3", "4", "-1"]:
        yield f"INDEX({{5,1,4}}, {n})"
    for row, column in [(1, 1), (2, 3), (2, 2), (3, 1), (1, 4)]:
        yield f"INDEX({{5,1,4;7,8,9}}, {row}, {column})"
    words = '{"优秀","良好","优秀","差",""}'
    for criterion in ["3", '"3"', '">2"', '">=3"', '"<3"', '"<=1"', '"<>3"', '"=1"', '">100"', '"<-1"']:
        yield f"COUNTIF({{5,1,4,1,3}}, {criterion})"
        yield f"SUMIF({{5,1,4,1,3}}, {criterion})"
        yield f"SUMIF({{5,1,4,1,3}}, {criterion}, {{1,2,3,4,5}})"
        yield f"AVERAGEIF({{5,1,4,1,3}}, {criterion})"
        yield f"AVERAGEIF({{5,1,4,1,3}}, {criterion}, {{1,2,3,4,5}})"
    for criterion in ['"优秀"', '"=差"', '"<>优秀"', '"无"']:
        yield f"COUNTIF({words}, {criterion})"
    for first, second in [('">1"', '"<5"'), ('">=1"', '"<>4"'), ('">9"', '"<5"')]:
        where = f"{{5,1,4,1,3}}, {first}, {{5,1,4,1,3}}, {second}"
        yield f"COUNTIFS({where})"
        for function in ["SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"]:
            yield f"{function}({{1,2,3,4,-5}}, {where})"
    for product in ["{1,2,3}", "{1,2,3}, {4,5,6}", "{1,2}, {3,4}, {-5,6}", "{0.1,0.2}, {10,10}", "{1,2}, {1,2,3}"]:
        yield f"SUMPRODUCT({product})"
    for call in [
        "IF(1 > 2, 3, 4)", "IF(2 > 1, 3, 4)", 'IF("a" = "a", "是", "否")', "IF(TRUE, 1, 1 / 0)", "IF(FALSE, 1, 1 / 0)",
        "IFS(1 > 2, 3, 2 > 1, 4)", "IFS(FALSE, 3, FALSE, 4)", "IFS(TRUE, 5, 1 / 0 > 1, 6)",
        'SWITCH(2, 1, "一", 2, "二", "其他")', 'SWITCH(3, 1, "一", 2, "二", "其他")', 'SWITCH(3, 1, "一", 2, "二")', 'SWITCH("b", "a", 1, "b", 2)',
        "AND(TRUE, 1 > 2)", "AND(TRUE, TRUE)", "OR(FALSE, 1 > 2)", "OR(FALSE, 2 > 1)", "NOT(TRUE)", "NOT(1 > 2)", "AND(2 > 1, 3 > 2, 4 > 5)",
        "IFERROR(1 / 0, 7)", "IFERROR(5, 7)", 'IFERROR(SQRT(-1), "错")', "IFERROR(1 / 0, 1 / 0)", "ISBLANK(0)", 'ISBLANK("")', "NA()", "IFERROR(NA(), 1)",
        "1 / 3", "2 / 3 * 3", "-2 ^ 2", "2 ^ 3 ^ 2", "10%", "200 * 15%", "1 - 0.9", "0.1 + 0.2", "1 / 0", "0 / 0", "7 - 10 * 2", "-(3)", '"a" & "b"', '"x" & 1.5', '"甲" & 0.1 & "乙"',
        "1 = 1", "1 <> 1", "0.1 + 0.2 = 0.3", '"a" < "b"', "2 >= 2", "-1 < -2", "1 / 3 * 3 = 1", "123456789012345 + 1", "1000000 * 1000000",
    ]:
        yield call
    for year, month, day in [(2018, 3, 31), (2020, 2, 29), (2018, 13, 1), (2018, 0, 1), (2018, 1, 0), (2018, 2, 30), (2018, -1, 15), (1900, 3, 1), (9999, 12, 31), (2018, 12, 32)]:
        yield ymd(f"DATE({year}, {month}, {day})")
    for date, months in [("DATE(2018, 1, 31)", 1), ("DATE(2020, 2, 29)", 12), ("DATE(2018, 3, 31)", -1), ("DATE(2018, 5, 15)", 0), ("DATE(2018, 5, 15)", 120)]:
        yield ymd(f"EDATE({date}, {months})")
    yield "DATE(2018, 3, 1) - DATE(2018, 2, 1)"
    yield ymd("DATE(2018, 2, 27) + 2")
    for days in ["1", "5", "-1", "-5", "0", "20"]:
        yield ymd(f"WORKDAY(DATE(2018, 3, 10), {days}, DATE(2018, 3, 14))")
        yield ymd(f"WORKDAY(DATE(2018, 3, 9), {days}, DATE(2018, 3, 14))")
    for first, last in [("10", "20"), ("20", "10"), ("10", "10"), ("12", "12"), ("1", "31"), ("14", "14")]:
        yield f"NETWORKDAYS(DATE(2018, 3, {first}), DATE(2018, 3, {last}), DATE(2018, 3, 14))"
    for call in [
        'CONCAT("甲", "乙")', 'CONCAT("第", 3, "名")', 'CONCAT({"a","b","c"})', 'CONCAT("x", 1.50)', 'TEXTJOIN("、", TRUE, {"甲","","乙"})',
        'TEXTJOIN("、", FALSE, {"甲","","乙"})', 'TEXTJOIN("-", TRUE, "a", "b", "c")', 'TEXTJOIN("", TRUE, {"a","b"})',
    ]:
        yield call
    for number in ["0", "1234.5", "-1234.567", "0.456", "99.995"]:
        for form in ["0", "0.00", "#,##0", "#,##0.00", "0%", "0.0%"]:
            yield f'TEXT({number}, "{form}")'
    yield 'TEXT(DATE(2018, 3, 5), "yyyy-mm-dd")'
    yield 'TEXT(7, "000")'
    for value in ["1", "3", "2"]:
        yield f'XLOOKUP({value}, {{1,2,3}}, {{10,20,30}}) => INDEX({{10,20,30}}, 1, MATCH({value}, {{1,2,3}}, 0))'
    yield "XLOOKUP(9, {1,2,3}, {10,20,30}) => INDEX({10,20,30}, 1, MATCH(9, {1,2,3}, 0))"
    yield "XLOOKUP(9, {1,2,3}, {10,20,30}, -1) => IFERROR(INDEX({10,20,30}, 1, MATCH(9, {1,2,3}, 0)), -1)"
    yield "XLOOKUP(2.5, {1,2,3}, {10,20,30}, 0, -1) => LOOKUP(2.5, {1,2,3}, {10,20,30})"
    yield 'XLOOKUP("乙", {"甲","乙"}, {1,2}) => INDEX({1,2}, 1, MATCH("乙", {"甲","乙"}, 0))'
    yield "SUM(TAKE({5,1,4}, 2)) => SUM(5, 1)"
    yield "SUM(TAKE({5,1,4}, -2)) => SUM(1, 4)"
    yield "SUM(TAKE({5,1,4}, 9)) => SUM({5,1,4})"
    yield "SUM(BEST({5,1,4,3}, 2)) => LARGE({5,1,4,3}, 1) + LARGE({5,1,4,3}, 2)"
    for value in ["0", "59.99", "60", "85", "100"]:
        yield f"BAND({value}, {{0,0;60,1;85,2}}) => LOOKUP({value}, {{0,60,85}}, {{0,1,2}})"
    for value in ["-5", "0", "30", "75", "120"]:
        yield f"SCALE({value}, 0, 100, 20) => MAX(0, MIN(20, {value} / 100 * 20))"
    yield "RESCALE(100, 15, 20, 24, 30) => (15 + 24) / (20 + 30) * 100"
    yield "WEIGHTED(80, 0.3, 90, 0.7) => (80 * 0.3 + 90 * 0.7) / (0.3 + 0.7)"


class Sheet:
    """A sheet in which each call has a row: the formula, and behind it the cells of its lists."""

    def __init__(self, document):
        self.sheet = document.Sheets.getByIndex(0)
        self.row = 0

    def value(self, call):
        said = call.split(" => ")[-1]
        self.row += 40
        self.column = 2
        formula = re.sub(r"\{[^}]*\}|ENTRIES\(空\.分\)", self.cells, said)
        inside = re.split(r'("[^"]*")', formula)
        formula = "".join(part if part.startswith('"') else part.replace(",", ";") for part in inside)
        cell = self.sheet.getCellByPosition(0, self.row)
        cell.setFormula("=" + formula)
        if cell.getError():
            return ERRORS.get(cell.getError(), f"#{cell.getError()}")
        if cell.FormulaResultType2 == 2:
            return '"' + cell.getString() + '"'
        return repr(cell.getValue())

    def cells(self, match):
        text = match.group(0)
        rows = [] if text.startswith("ENTRIES") else [re.findall(r'"[^"]*"|[^,]+', row) for row in text[1:-1].split(";")]
        width = max([len(row) for row in rows] + [1])
        for down, row in enumerate(rows):
            for across, item in enumerate(row):
                cell = self.sheet.getCellByPosition(self.column + across, self.row + down)
                if item.startswith('"'):
                    cell.setString(item.strip('"'))
                else:
                    cell.setValue(float(item))
        name = self.sheet.getCellRangeByPosition(
            self.column, self.row, self.column + width - 1, self.row + max(len(rows), 1) - 1
        ).AbsoluteName.split(".")[-1]
        self.column += width + 1
        return name


def main():
    office = subprocess.Popen(["soffice", "--headless", "--norestore", "--accept=socket,port=2002;urp;"])
    try:
        resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        for _ in range(120):
            try:
                context = resolver.resolve("uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(1)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (hidden,))
        sheet = Sheet(document)
        print("call,libreoffice")
        for call in calls():
            quoted = lambda text: '"' + text.replace('"', '""') + '"'
            print(f"{quoted(call.split(' => ')[0])},{quoted(sheet.value(call))}")
        document.close(True)
    finally:
        office.terminate()


main()
