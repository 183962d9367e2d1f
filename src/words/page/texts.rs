//! The page's texts that have no arguments, Chinese and English side by side.

use crate::words::Language;

macro_rules! texts {
    ($($name:ident: $chinese:literal, $english:literal;)*) => {
        /// A text of the page that has no arguments.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Text {
            $(#[doc = $chinese] $name,)*
        }

        impl Text {
            /// Every text.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub(super) fn pick(self, language: Language) -> &'static str {
                match self {
                    $(Self::$name => language.pick($chinese, $english),)*
                }
            }
        }
    };
}

texts! {
    // the first moment
    Product: "指挥棒 Baton", "Baton";
    Lead: "在浏览器里完成整套绩效考评：分数、排名、等次和奖惩约谈即填即算。数据只保存在本机。",
        "Runs a whole performance appraisal in the browser: scores, ranks, grades and what follows from them, as one types. Data stays on this device.";
    JiangeNote: "五个必须逐项核查：专人专职、每月研究、户户见面、整合资金、专班督导，有一项不达标即未达标。",
        "Five musts as hard constraints: people, monthly study, every household seen, funds pooled, supervision.";
    HaikouNote: "区、牵头单位、帮扶单位和帮扶责任人三张考卷，日常督导和年度得分合并，评定达标或不达标。",
        "Three papers for districts, lead units, paired units and persons; the year's score and day-to-day supervision give pass or fail.";
    NingwuNote: "县直单位和乡镇分组考核，平时与年终结合，加扣分、等次名额和干部奖金一并算出。",
        "Units and townships by groups: day-to-day and year-end marks, bonus and deduction, quotas, and each person's bonus.";
    DistrictNote: "乡镇和区直单位的加扣分台账、月排名、年终等次和约谈计划。",
        "Townships and units: a ledger of points, monthly rankings, the year's grades and the plan of talks.";
    YingshanNote: "第一书记由三类评价主体按八个维度投票，逐级评定，派出单位连带考核。",
        "Votes of three panels on first secretaries, on eight dimensions; graded, with their sending units.";
    NingmingNote: "乡镇、专责小组、县直部门、帮扶后盾单位和村，按周、按月考评。",
        "Townships, task groups, departments, support units and villages, appraised by week and by month.";
    WithSample: "用示例数据打开", "Open with sample data";
    Empty: "新建空白工作簿", "New empty book";
    OwnScheme: "自己编写办法", "A scheme of your own";
    OwnSchemeNote: "从空白办法开始，在表格里填写类别、指标和公式。", "Begin with nothing and fill in classes, indicators and formulas in tables.";
    Blank: "从空白办法开始", "Begin with an empty scheme";
    BlankName: "新的考评办法", "New scheme";
    OpenFile: "打开文件…", "Open a file…";
    OpenFileNote: "以前导出的考评工作簿或考评办法（JSON）。", "A book or a scheme that was exported before (JSON).";
    OwnFile: "已有文件", "A file of yours";
    Loading: "正在载入…", "Loading…";
    NotLoaded: "没有载入。请检查网络后重试。", "It could not be loaded. Check the network and try again.";

    // the bar
    File: "文件", "File";
    FormulaLine: "编辑栏", "Formula line";
    BookName: "工作簿名称", "Name of the book";
    Undo: "撤销", "Undo";
    Redo: "恢复", "Redo";
    Period: "考评期", "Period";
    Date: "日期", "Date";
    PreviousPeriod: "上一期", "Previous period";
    NextPeriod: "下一期", "Next period";
    OpenPeriods: "开启考评期…", "Open periods…";
    Language: "切换语言", "Change language";
    ImportTables: "导入表格（CSV）…", "Import tables (CSV)…";
    ExportBook: "导出考评工作簿（JSON）", "Export the book (JSON)";
    ExportScheme: "导出考评办法（JSON）", "Export the scheme (JSON)";
    ExportTable: "导出本表（CSV）", "Export this table (CSV)";
    ExportResults: "导出全部结果（CSV）", "Export all results (CSV)";
    NewBook: "新建或打开…", "New or open…";
    Close: "关闭", "Close";
    Cancel: "取消", "Cancel";

    // the formula line
    TypedHere: "直接填写", "typed in";
    Provisional: "暂定：还有未填或不合要求的数据", "Provisional: something is missing or does not fit";
    Overridden: "已更正", "Replaced by hand";

    // tabs
    Tabs: "工作表", "Sheets of the book";
    Registers: "台账", "Registers";
    Ballots: "民主测评", "Ballots";
    Rosters: "名册", "Rosters";
    Outcome: "结果与运用", "Results";
    Problems: "问题", "Problems";

    // the grid
    Subject: "考评对象", "Subject";
    Score: "得分", "Score";
    BelongsFrom: "起始日期", "From";
    BelongsTo: "截止日期", "To";
    AddRow: "增加一行", "Add a row";
    RemoveRow: "删除本行", "Remove this row";
    Merge: "合并所选对象…", "Merge the selected subjects…";
    MergeTitle: "合并对象", "Merge subjects";
    MergeInto: "合并后为", "They become";
    MergeNew: "新设一个", "a new one";
    MergeName: "新名称", "Its name";
    MergeFrom: "从哪天起", "From";
    MergeNote: "其余对象到前一天为止；此前各期的分数、名次都不变。合并是一步操作，可以撤销。", "The others are there until the day before; scores and ranks of earlier periods stay as they are. Merging is one step and can be undone.";
    MergeLinks: "把链接到它们的也改过来（链接没有日期，以前各期也随之改变）", "Link those to what they become (a link has no date: earlier periods follow it too)";
    MergeDo: "合并", "Merge";
    EnteredTwice: "可能重复录入：", "Perhaps entered twice:";
    ThisPeriodOnly: "只看本期", "This period only";
    NewRow: "在此输入名称增加一行", "Type a name here to add a row";
    NoPeriods: "尚未开启考评期。", "No period is open yet.";
    NoSubjects: "名册中还没有考评对象。", "The roster has no subjects yet.";
    GoToRoster: "打开名册", "Open the roster";
    SortBy: "按住 Shift 点击：再加一个排序条件", "With Shift: as a further key";
    ColumnMenu: "排序、筛选和列宽（Ctrl+Shift+L）", "Sort, filter, width (Ctrl+Shift+L)";
    SortRising: "升序", "Sort ascending";
    SortFalling: "降序", "Sort descending";
    SortNone: "恢复名册顺序", "Back to the roster's order";
    FilterContains: "包含…", "Contains…";
    FilterLeast: "不小于", "At least";
    FilterMost: "不大于", "At most";
    FilterApply: "筛选", "Filter";
    FilterClear: "清除筛选", "Clear the filter";
    Filtered: "已筛选，未全部显示", "Filtered: not all rows are shown";
    BlankCells: "（空白）", "(blank)";
    HideColumns: "隐藏此列", "Hide this column";
    ShowColumns: "显示隐藏的列", "Show hidden columns";
    MoveLeft: "左移", "Move left";
    MoveRight: "右移", "Move right";
    Wider: "加宽", "Wider";
    Narrower: "变窄", "Narrower";
    FitWidth: "合适列宽", "Fit the width";
    Find: "查找", "Find";
    FindNext: "下一个（Enter）", "Next (Enter)";
    FindPrevious: "上一个（Shift+Enter）", "Previous (Shift+Enter)";
    FindWhole: "整格相同", "Whole cell";
    ReplaceBy: "替换为", "Replace by";
    Replace: "替换", "Replace";
    ReplaceAll: "全部替换", "Replace all";
    NewRowShort: "＋", "+";
    SelectAll: "全选", "Select all";
    LegendOverridden: "已更正", "replaced by hand";
    Editor: "单元格内容", "Content of the cell";

    Choices: "可选内容", "What fits here";
    OpenChoices: "展开可选内容（Alt+↓）", "Open the list (Alt+Down)";
    FillHandle: "填充柄：拖动以填充序列（Alt+Shift+方向键）", "Fill handle: drag to go on with the series (Alt+Shift+arrow)";

    // pasting
    PasteTitle: "粘贴预览：有些内容放不进去", "Paste: some of it does not fit";
    PasteRow: "行", "Row";
    PasteColumn: "列", "Column";
    PasteText: "内容", "Content";
    PasteWhy: "原因", "Why";
    PasteKeepUnfit: "不合要求的评分也照原样填入（标出并按未填计）", "Also enter marks that do not fit, as they are (shown as such, counted as blank)";
    PasteRest: "粘贴其余内容", "Paste the rest";
    BelowTheLast: "下面没有这一行：本表的行来自名册。", "There is no such row: the rows of this table come from the roster.";
    BesideTheLast: "右边没有这一列。", "There is no such column.";

    // the legend
    Legend: "图例", "Legend";
    LegendTyped: "填写", "typed in";
    LegendComputed: "计算", "computed";
    LegendProvisional: "暂定", "provisional";
    LegendExempt: "不适用", "exempt";
    LegendError: "错误值", "error";
    LegendInvalid: "不合要求，按未填计", "does not fit, counts as blank";

    // periods
    FirstPeriod: "从", "From";
    LastPeriod: "到", "To";
    OpenThem: "开启", "Open";
    Cycle: "考评周期", "Cycle";
    OpenPeriodsNote: "已开启的考评期保留；包含它们的月、季、年一并开启。",
        "Periods that are open stay open; the months, quarters and years that contain them open as well.";
    PeriodsReversed: "起止颠倒：后一期早于前一期。", "The last period is before the first.";

    // results
    Statistics: "统计", "Statistics";
    Lists: "名单", "Lists";
    Actions: "奖惩约谈事项", "Actions";
    Kind: "类别", "Kind";
    ActionText: "事项", "What";
    HeldBy: "约谈人", "Held by";
    Concerns: "对象", "Concerns";
    AttendedBy: "参加人员", "Attended by";
    Clause: "依据条款", "Clause";
    State: "状态", "State";
    Nothing: "无", "None";
    ActionDate: "办理日期", "Dealt with on";
    ActionPlan: "所属计划", "Plan";
    ActionDay: "安排日期", "Planned for";
    ActionDue: "期限", "Due by";
    Overdue: "已逾期", "overdue";
    Duties: "定期事项", "Recurring duties";
    Duty: "事项名称", "Duty";
    DutyHeldBy: "承办单位", "Done by";
    ShowActions: "显示", "Show";
    AllActions: "全部", "all";
    OpenActions: "未办结", "not dealt with";
    OrderActions: "排列", "Order";
    OrderByPeriod: "按考评期", "by period";
    OrderByDue: "按期限", "by due day";
    ActionNote: "备注", "Remark";
    Who: "对象", "Subjects";
    ForgetAction: "删除记录", "Forget it";
    CauseVanishedNote: "下列事项办理过，但按现在的数据已不成立，请核对后处理。",
        "These were dealt with, but no longer follow from the data: please check them.";
    WhyThis: "为什么", "Why";
    CauseVanished: "原因已不存在的事项", "Actions whose cause has vanished";

    // problems
    NoProblems: "没有发现问题。", "Nothing is wrong.";
    Severity: "程度", "Severity";
    Place: "位置", "Place";
    What: "问题", "Problem";
    Remedy: "办法", "Remedy";
    WalkProblems: "按 F8 逐个查看，Shift+F8 往回。", "F8 goes on to the next, Shift+F8 back.";
    ShowCell: "转到单元格", "Go to the cell";

    // files
    InTheFile: "文件内容", "What is in the file";
    Name: "名称", "Name";
    Scheme: "考评办法", "Scheme";
    Editions: "版本数", "Editions";
    Classes: "考评类别", "Classes";
    Sheets: "考评表", "Sheets";
    OpenPeriodsShort: "已开启考评期", "Open periods";
    Marks: "评分和完成值", "Marks";
    ReplaceBook: "替换当前工作簿", "Replace the present book";
    OpenThis: "打开", "Open";
    NewFromScheme: "用此办法新建空白工作簿", "New empty book by this scheme";
    ReplaceScheme: "更换本工作簿的办法（保留数据）", "Replace the scheme of this book (data kept)";
    ReplacingNote: "替换后可以用“撤销”恢复。", "Undo brings the present book back.";
    FileRefused: "文件未打开，现有数据没有改变", "The file was not opened; nothing has changed";
    TablesInFiles: "导入表格", "Import tables";
    TakeIn: "导入", "Import";
    FileColumn: "文件", "File";
    TableColumn: "表", "Table";
    RowsColumn: "可导入行数", "Rows that fit";
    KnownColumn: "已有", "Known already";
    TablesNeedBook: "请先新建或打开一个工作簿，再导入表格。", "Open a book or start a new one first, then import tables into it.";
    NotCarriedOut: "没有执行", "Not carried out";

    // commands
    EditMenu: "编辑", "Edit";
    ViewMenu: "查看", "View";
    DataMenu: "数据", "Data";
    Copy: "复制", "Copy";
    CopyWithHeaders: "连同列名复制", "Copy with column names";
    Cut: "剪切", "Cut";
    ClearCells: "清除内容", "Clear";
    FillDown: "向下填充", "Fill down";
    FillRight: "向右填充", "Fill right";
    SelectRows: "选中整行", "Select whole rows";
    SelectColumns: "选中整列", "Select whole columns";
    ColumnVerb: "排序、筛选和列宽…", "Sort, filter, width…";
    ColumnLeft: "列左移", "Move the column left";
    ColumnRight: "列右移", "Move the column right";
    ColumnWider: "列加宽", "Widen the column";
    ColumnNarrower: "列变窄", "Narrow the column";
    HelpMenu: "帮助", "Help";
    WhyCommand: "为什么是这个值", "Why this value";
    HistoryCommand: "单元格历史", "History of the cell";
    ProblemsCommand: "问题清单", "List of problems";
    NextProblem: "下一个问题", "Next problem";
    PreviousProblem: "上一个问题", "Previous problem";
    Compare: "与上一期比较", "Compare with the period before";
    PaletteCommand: "查找命令、表、对象或列", "Find a command, a table, a subject or a column";
    PaletteHint: "输入几个字…", "Type a few letters…";
    PaletteNothing: "没有找到。", "Nothing is called so.";
    ColumnHint: "列", "Column";
    Shortcuts: "快捷键", "Shortcuts";
    NextPane: "转到下一个区域", "Next part of the window";
    PreviousPane: "转到上一个区域", "Part of the window before";
    GridKeys: "表格", "In the grid";
    EditorKeys: "考评办法", "In the scheme editor";
    KeySections: "在各部分之间移动，Enter 打开", "move among the sections, Enter shows one";
    KeyTaken: "采用，到右边或下面", "take what is typed, and go right or down";
    KeyGiveUp: "收起候选项；恢复原来的内容", "put away what is offered; restore what was there";
    KeyAdd: "在后面新增", "add behind";
    KeyAddBelow: "新增下级", "add below";
    KeyRemove: "删去", "take out";
    KeyShift: "上移、下移", "move up or down";
    KeyNest: "改层级", "nest, or take out of what it stands in";
    KeyMove: "移动", "move";
    KeyEdge: "到数据边缘", "to the edge of the data";
    KeyExtend: "扩大选区", "extend the selection";
    KeyRowEnds: "到行首、行尾", "to the ends of the row";
    KeyCorners: "到表首、表尾", "to the first or last cell";
    KeyNext: "到下一格（选区内循环）", "next cell (within a selection)";
    KeyChange: "修改单元格", "change the cell";
    KeyRestore: "取消修改", "leave it as it was";
    KeyPaste: "粘贴", "paste";
    KeyFillSelection: "填入整个选区", "fill the selection";
    KeyFillOn: "按序列继续填充", "go on with the series";

    // printing
    Print: "打印本表", "Print this table";
    RowNumber: "序号", "No.";
    PrintedBy: "制表：", "Prepared by:";
    CheckedBy: "审核：", "Checked by:";
    Responsible: "负责人（签字、盖章）：", "Signature and seal:";
    SignedOn: "日期：", "Date:";
    PrintProvisional: "斜体：暂定，还有未填或不合要求的数据", "italic: provisional, something is missing or does not fit";
    PrintInvalid: "波浪线：不合要求，按未填计", "wavy line: does not fit, counts as blank";
    PrintOverridden: "带 *：已更正", "*: replaced by hand";

    // a phone
    PhoneView: "查看方式", "View";
    OneByOne: "逐个对象", "One by one";
    Rankings: "排名榜", "Rankings";
    NoRankings: "本表没有排名。", "This sheet has no ranking.";
    PreviousSubject: "上一个对象", "Subject before";
    NextSubject: "下一个对象", "Next subject";

    // the side panel
    WhyButton: "为什么", "Why";
    SidePanel: "依据、历史和问题", "Why, history and problems";
    WhyTab: "依据", "Why";
    HistoryTab: "历史", "History";
    SideWidth: "侧栏宽度", "Width of the panel";
    Back: "返回上一个单元格", "Back to the cell before";
    WhyNothing: "选中一个得分、名次或评分，这里说明它是怎样得来的。", "Select a score, a rank or a mark: here it is told how it came about.";
    BlankValue: "（空）", "(blank)";
    FormulaToTheLetter: "公式原文", "The formula to the letter";
    CopyText: "复制文字", "Copy as text";
    PrintThis: "打印", "Print";
    SignLine: "被考评单位签字：                    日期：", "Signed by the unit:                    Date:";
    ReplaceByHand: "更正…", "Replace by hand…";
    ReplaceByHandDo: "更正", "Replace";
    TakeBackByHand: "撤销更正", "Take back";
    AllByHand: "全部更正", "All that was replaced by hand";
    NoneByHand: "没有更正过的单元格。", "Nothing was replaced by hand.";
    ByHandSign: "更正", "By hand:";
    ByHandValue: "更正为", "Replaced by";
    ByHandReason: "理由（必填）", "Reason (needed)";
    ByHandName: "更正人", "By whom";
    ByRules: "按办法算得", "By the rules";
    NotByHand: "未更正", "not by hand";
    ByHandBody: "评议机构（经评议的填写）", "Body that decided (where it was deliberated)";
    ByHandDate: "评议日期", "Day of the decision";
    EvidenceDo: "佐证材料…", "Evidence…";
    EvidenceKeep: "记下佐证", "Keep the evidence";
    EvidenceRemove: "删除佐证", "Remove the evidence";
    EvidenceDocument: "文号", "Document number";
    EvidenceDate: "日期", "Date";
    EvidenceChoose: "选择文件", "Choose the file";
    EvidenceFile: "文件名", "File name";
    EvidenceSum: "SHA-256", "SHA-256";
    EvidenceNote: "文件不会存入工作簿，只记文件名和校验值，日后可核对是否同一文件。", "The file itself is not kept: its name and checksum are, so that it can be checked later.";
    EvidenceUnreadable: "文件读不出来。请换一个文件，或直接填写文件名。", "The file cannot be read. Choose another, or type its name.";

    // the process
    ProcessVerb: "考评流程…", "Process…";
    NextStep: "进入下一环节…", "To the next step…";
    StepBack: "退回上一环节…", "Back one step…";
    LockPeriod: "审定并锁定本期…", "Approve and lock the period…";
    UnlockPeriod: "解除本期锁定…", "Unlock the period…";
    VerifyLocks: "核对锁定的结果", "Verify what is locked";
    ProcessTitle: "考评流程", "Process";
    NoProcess: "这张考评表没有设置流程，可以直接锁定。", "This sheet has no process; it can be locked as it is.";
    NoStepYet: "尚未开始", "Not begun";
    StepBy: "办理人", "By whom";
    StepNote: "说明（解除锁定须写明理由）", "Remark (needed as the reason where a lock is taken away)";
    GoToStep: "进入", "Go to ";
    BackToStep: "退回", "Back to ";
    BackToStart: "退回起点", "Back to the beginning";
    LockDo: "审定并锁定", "Approve and lock";
    UnlockDo: "解除锁定", "Unlock";
    Locked: "已锁定", "Locked";
    NotAsPublished: "与公布的不一致", "no longer what was published";
    NoLocks: "没有锁定的考评期。", "No period is locked.";
    LegendLocked: "已锁定，不能改动", "locked";
    StageUnlocked: "解除锁定", "unlocked";
    EvidenceChanged: "佐证材料", "evidence";
    CellVanished: "办法或名册中已没有这个单元格", "The scheme or the roster no longer has this cell";
    NoHistory: "没有改动记录。", "No change is on record.";
    HistoryOfSources: "所用数据的改动", "Changes of what it reads";
    ActUndo: "撤销", "undone";
    ActRedo: "恢复", "done again";
    RowAdded: "增加了这一行", "The row was added";
    RowRemoved: "删除了这一行", "The row was removed";
    RowChanged: "修改了这一行的名称或日期", "The name or dates of the row were changed";
    SchemeReplaced: "更换了办法", "The scheme was replaced";
    BookReplaced: "更换了工作簿", "The book was replaced";

    // storage
    Saved: "已保存", "Saved";
    Saving: "正在保存…", "Saving…";
    SaveFailed: "没有保存：浏览器存储已满或被禁用", "Not saved: the browser's storage is full or switched off";
    SaveFile: "另存为文件", "Save as a file";
    UnreadTitle: "上次保存的工作簿无法读取", "The book kept here cannot be read";
    UnreadNote: "原文已另存在本机，没有丢失，可以保存为文件。", "Its text is kept on this device and can be saved as a file.";
    KeepUnread: "保存原文为文件", "Save the text as a file";
    Dismiss: "知道了", "Dismiss";

    // losing nothing
    SaveAgain: "重试", "Try again";
    SmallStorage: "浏览器数据库不可用，暂存在较小的本地存储中", "The browser's database is not available: kept in its small local storage";
    NoStorageShort: "没有保存", "Not saved";
    NoStorage: "没有保存：浏览器不允许本页存储数据。关闭页面后所有改动都会丢失，请另存为文件。",
        "Not saved: the browser lets this page keep nothing. All changes are lost when it is closed; save the book as a file.";
    ReadOnly: "没有执行：本页只读，这个工作簿正在另一个页面中编辑。", "Not done: this page is read-only, the book is being edited in another page.";
    HeldElsewhere: "这个工作簿已在另一个页面中打开，本页只读。", "This book is open in another page; this page is read-only.";
    HeldTaken: "另一个页面已接手编辑这个工作簿，本页改为只读。", "Another page has taken this book over; this page is now read-only.";
    TakeOver: "由本页接手编辑", "Edit it here";
    PartUnreadTitle: "最近的一部分改动无法读取", "Some of the latest changes cannot be read";
    PartUnreadNote: "已打开最近一次完好的内容。无法读取的部分另存在本机，没有丢失，可以保存为文件。",
        "What is shown is the last state that is whole. The rest is kept on this device and can be saved as a file.";
    PartMissingTitle: "最近的一部分改动已不在浏览器的存储中", "Some of the latest changes are no longer in the browser's storage";
    PartMissingNote: "已打开找得到的最近内容，请核对后继续。", "What is shown is the latest state that was found. Check it before you go on.";
    MissingTitle: "浏览器的存储中找不到这个工作簿的内容", "Nothing of this book is left in the browser's storage";
    MissingNote: "如有另存的文件，请从文件打开。", "If you have saved it as a file, open that.";
    Books: "工作簿列表…", "Books…";
    BooksTitle: "工作簿列表", "Books";
    BooksNote: "工作簿只保存在本机的这个浏览器中。", "Books are kept in this browser on this device only.";
    RemovedBooks: "已删除", "Deleted";
    RemovedNote: "删除的工作簿保留30天，期间可以恢复。", "A deleted book can be brought back for 30 days.";
    ChangedAt: "最后修改", "Last changed";
    RemovedAt: "删除时间", "Deleted";
    Size: "大小", "Size";
    OpenIt: "打开", "Open";
    OpenNow: "已打开", "Open now";
    RenameIt: "重命名", "Rename";
    CopyIt: "复制", "Copy";
    RemoveIt: "删除", "Delete";
    RestoreIt: "恢复", "Bring back";
    RenameDone: "确定", "Rename";
    NoBooks: "还没有工作簿。", "There are no books yet.";
    BeginFrom: "沿用办法新建", "New by its scheme";
    BeginFromNote: "只取它的考评办法，新建一个没有名册和数据的工作簿。", "A new book with its scheme alone: no roster, no data.";
    BeginFromBook: "沿用已有工作簿的办法", "The scheme of another book";
    BeginFromBookNote: "在工作簿列表里选一个，按它的办法新建，不带名册和数据。", "Choose one in the list of books: a new book by its scheme, without roster and data.";
    StaysInList: "当前工作簿保留在工作簿列表中。", "The present book stays in the list of books.";
    OpenBeside: "作为另一个工作簿打开", "Open as another book";
    BookNotRead: "没有执行：这个工作簿读不出来、存储已满，或者正在另一个页面中编辑。",
        "Not done: the book cannot be read, the storage is full, or another page is editing it.";
    Versions: "历史版本…", "Versions…";
    VersionsTitle: "历史版本", "Versions";
    VersionsNote: "自动保留最近几次、每小时和每天的版本。恢复一个版本可以用“撤销”取消。",
        "The last saves, one an hour and one a day are kept by themselves. Going back to one can be undone.";
    VersionAt: "时间", "Time";
    LookInside: "查看内容", "Look inside";
    RestoreVersion: "恢复到此版本", "Go back to this";
    NoVersions: "还没有历史版本。", "There are no versions yet.";
    VersionDamaged: "没有执行：这个版本已损坏。", "Not done: this version is damaged.";
    CrashedOpening: "上次打开时出错，请选择一个较早的版本", "Opening failed last time: choose an earlier version";

    // the lab
    Lab: "模拟测算", "What if";
    LabNothing: "没有可以比较的考评表：没有总分、排名或等次，或尚未开启考评期、填写名册。",
        "There is nothing to compare: no sheet adds up, ranks or grades, or no period is open and the roster is empty.";
    LabVariant: "方案", "Variant";
    LabNoVariant: "（改动任何一处即新建）", "(begins with the first change)";
    LabNew: "新建方案", "New variant";
    LabNewOnThis: "以此方案为基础新建", "New one based on this";
    LabTitle: "名称", "Title";
    LabReason: "理由", "Reason";
    LabAdopt: "采用", "Adopt";
    LabDiscard: "放弃", "Discard";
    LabValidFrom: "自此日起施行", "In force from";
    LabValidFromNote: "不填则直接替换现行版本。可以撤销。", "Left empty, it replaces the present edition. It can be undone.";
    LabSheet: "考评表", "Sheet";
    LabChanges: "改动", "Changes";
    LabOutcome: "影响", "Effect";
    LabNoCards: "还没有记下改动。拖动参数的滑块，松开时记下；也可以直接填写数字。", "No change is recorded yet. Drag the slider of a parameter and let go, or type a number.";
    LabCardUp: "上移", "Move up";
    LabCardDown: "下移", "Move down";
    LabCardRemove: "删除改动", "Remove the change";
    LabComment: "备注", "Comment";
    LabParameters: "参数", "Parameters";
    LabParametersNote: "拖动滑块，排名随之变化；改动后，右边出现现行数值，点击即恢复。",
        "The ranking follows while you drag; after a change the present value stands on the right, press it to go back.";
    LabFilter: "按名称筛选", "Filter by name";
    LabRules: "结果运用规则（取消勾选即停用）", "Rules (untick to switch off)";
    LabMoves: "谁在变", "Who moves";
    LabBookAsItIs:
        "表中是现行办法的数；方案算出的数只在“模拟测算”里显示。",
        "This table shows the book as it is; what the variant gives is shown in What if only.";
    LabFirm: "稳不稳", "How stable";
    LabFirmTitle: "参数在什么范围内结论不变", "Within which values the answer stays";
    LabFirmNote: "每个参数单独变动；范围之外最先变化的对象写在旁边。",
        "Each parameter by itself; beside an end stands who changes first beyond it.";
    LabAsk: "看什么", "What is asked";
    LabAskFirst: "第一名不变", "the first place stays";
    LabAskLast: "最后一名不变", "the last place stays";
    LabAskPlace: "某个对象的名次不变", "a subject keeps its place";
    LabAskGrade: "某个对象的等次不变", "a subject keeps its grade";
    LabRescale: "同组其余参数按比例调整，合计不变", "rescale the others of its group, so that the sum stays";
    LabParameter: "参数", "Parameter";
    LabNow: "现值", "Now";
    LabDownTo: "降到", "Down to";
    LabUpTo: "升到", "Up to";
    LabWay: "求法", "Found";
    LabNoEnd: "不变", "stays";
    LabExact: "精确", "exactly";
    LabBisection: "逐次试算", "by trials";
    LabSimulation: "随机模拟", "Simulation";
    LabSimulationNote: "参数在现值上下随机浮动（同组合计不变），评分可加随机误差；随机编号相同则结果相同。",
        "Parameters vary at random around their values (sums of groups stay), marks may be noisy; the same seed gives the same counts.";
    LabDraws: "次数", "Draws";
    LabSeed: "随机编号", "Seed";
    LabSpread: "参数浮动 ±%", "Parameters vary by %";
    LabNoise: "评分误差 ±分", "Marks vary by points";
    LabRun: "开始模拟", "Run";
    LabProgress: "进度", "Progress";
    LabGradeHolds: "等次不变", "grade holds";
    LabHeat: "各名次出现的比例", "Share of draws in each place";
    LabGoalPart: "反推", "Goal seek";
    LabGoalNote: "要达到目标，至少要改动哪一项评分，或者哪一个参数。任务数等要求本身不算评分。",
        "To reach a goal: which mark would have to be better at least, or which parameter another. What is required, such as a number of tasks, is no mark.";
    LabGoal: "目标", "Goal";
    LabGoalPlace: "名次不低于", "this place or better";
    LabGoalScore: "得分不低于", "this score or more";
    LabGoalGrade: "等次不低于", "this grade or better";
    LabGoalValue: "数值", "Value";
    LabGoalNoNumber: "请填写要达到的名次或得分。", "Type the place or score to reach.";
    LabSeek: "查找", "Look";
    LabForUnit: "考评对象：改哪一项评分", "For the subject: which mark";
    LabForOffice: "考评办：改哪一个参数", "For the office: which parameter";
    LabOfficeWarning: "注意：为某个对象量身定制的规则，正会在这里现形。右边写明谁变好、谁变差。",
        "Mind: rules made to fit somebody are exactly what this makes visible. Whom a change favours and harms stands beside it.";
    LabReached: "目标已经达到。", "It is reached already.";
    LabSingle: "下列每一项单独改到此值即可，改动最小的在前：", "Each of these alone does it, the smallest change first:";
    LabTogether: "单改一项达不到。下列各项都改才能达到；得分和名次是改到这一行为止的：", "No single mark does it. All of these together do; score and place are those up to the line:";
    LabOutOfReach: "把评分全改到最好也达不到目标。作用最大的依次是（得分和名次是改到这一行为止的）：", "Not even the best marks reach it. What helps most, score and place up to the line:";
    LabNoMarks: "没有可以改动的评分。", "There is no mark to change.";
    LabRemedies: "单改一个参数即可，改动最小的在前：", "One parameter alone does it, the smallest change first:";
    LabNoRemedy: "没有哪一个参数单独改动就能达到目标。", "No single parameter does it.";
    LabMark: "评分", "Mark";
    LabChangeTo: "改动", "Change";
    LabPlace: "名次", "Place";
    LabFavours: "名次或等次变好的", "Favours";
    LabHarms: "名次或等次变差的", "Harms";
    LabNoSliders: "这一期的得分不由最新办法的参数决定：可以换一个考评期或考评表。", "No parameter of the newest edition decides the scores of this period: choose another period or sheet.";
    LabNoEffect: "这些改动不影响这张表的这一期。", "These changes do not touch this sheet in this period.";
    LabOnlyRanks: "无（只有得分或名次变化）", "nobody (scores and ranks only)";
    LabAdvice: "提示", "Advice";
    LabAdviceNote: "以下情况未必有错，请确认是否有意如此。", "None of this need be wrong: see whether it is meant.";
    LabNoAdvice: "没有发现值得提示的情况。", "Nothing stands out.";
    LabBacktest: "历史回测", "Backtest";
    LabBacktestNote: "假如此方案在每一期都已施行：各期有多少变化，会影响到谁（等次、事项或名单不同）。",
        "Had this variant been in force in every period: how much changes, and whom it hits (another grade, action or list).";
    LabHit: "受影响的对象", "Whom it hits";
    LabScoresChanged: "得分变化", "scores changed";
    LabRanksChanged: "名次变化", "ranks changed";
    LabGradesChanged: "等次变化", "grades changed";
    LabActionsGained: "新增事项", "actions gained";
    LabActionsLost: "减少事项", "actions lost";
    LabListed: "新列入名单", "put on lists";
    LabUnlisted: "移出名单", "taken off lists";
    LabMoney: "资金转移", "money redistributed";
    LabTau: "名次一致度 τ-b", "agreement of ranks, tau-b";
    LabTauNote: "肯德尔 τ-b：1 表示名次全都没变，0 表示前后毫无关联，-1 表示完全颠倒。", "Kendall's tau-b: 1 where all places stay, 0 where before and after have nothing to do with each other, -1 where all are turned round.";
    LabFollows: "事项与名单", "Actions and lists";
    LabShares: "为什么变", "Why it moves";
    LabWhy: "名次和得分", "Places and scores";
    LabOwnCells: "它这一行里变了的", "What changed in its own row";
    LabOwnSame: "各项得分没有变，变的是分值、权重或计算规则。", "Its own scores stay; full marks, weights or rules are others.";
    LabOthersMoved: "它自己的得分没有变，是别的对象变了。", "Its own score stays: the others moved.";
    LabWhere: "改动涉及的指标", "Where the changes are";
    LabEachChange: "各项改动的作用", "What each change did";
    LabUnmoved: "没有变化。", "Nothing moved.";
    LabWhole: "合计", "In all";
    LabToCell: "到表中查看", "Show it in the sheet";
    LabCardValue: "改为", "Set to";
    LabCardRefused: "没有改：这里不能这样写。原来是数字的，请填数字，例如 0.12。", "Not changed: that cannot stand here. Where a number stood, type a number such as 0.12.";
    LabTryMark: "试改评分（不动真实数据）", "Try another mark (the data stays)";
    LabTryMarkNote: "只记在方案里，各表中的数据不变；采用方案时才会写入。", "Kept in the variant only: the tables stay as they are until it is adopted.";
    LabTry: "放进方案", "Put into the variant";
    LabTryAll: "全部放进方案", "Put all into the variant";
    LabToChange: "查看所改之处", "Show what it changes";
    LabOnly: "只看这些", "Show only these";
    LabAllShown: "显示全部", "Show all";
    LabFewer: "只列变化最大的", "List only those that moved most";
    LabFewerParameters: "只列前几项", "List only the first";
    LabCancelled: "已取消，下面是取消前完成的部分。", "Cancelled; below is what was drawn until then.";
    LabFound: "改动后请注意", "Mind after this change";
    LabScheme: "现行办法", "The scheme as it is";
    LabNoVariantYet: "（未改动）", "(nothing changed)";
    LabAgainst: "对照", "Compared with";
    LabAllPeriods: "全部各期", "All periods";
    LabAllNote: "各期合并：得分变化的合计与平均、名次变化的平均与期数、等次变化的期数。", "All periods together: sum and mean of the changes of scores, mean change of ranks, in how many periods rank and grade are others.";
    LabNoShares: "这两个方案的数据改动或施行日期不同，不能逐项分摊。", "The two differ in data or dates: what moves cannot be shared out among changes.";
    LabSaveFile: "存为文件", "Save as a file";
    LabLink: "链接", "Link";
    LabLinkCopy: "复制", "Copy";
    LabLinkCopied: "已复制。", "Copied.";
    LabLinkNote: "方案就在链接里，不经过任何服务器。", "The link holds the variant itself; it goes through no server.";
    LabSwings: "受什么影响", "What moves a subject";
    LabSwingsNote: "每个参数上下浮动、每项评分从最低到最高，其他不变时得分落在何处；影响大的在前。", "Where the score lies when each parameter goes up and down, each mark from its least to its greatest, all else as it is; the widest first.";
    LabSwingsChart: "得分变动范围图", "Where the score lies";
    LabWhat: "项目", "What";
    LabLow: "低值", "Lower value";
    LabHigh: "高值", "Upper value";
    LabScoreThen: "得分（名次）", "Score (place)";
    LabWidth: "幅度", "Width";
    LabNoSwings: "没有能改变其得分的参数或评分。", "No parameter or mark moves its score.";
    LabLeftOut: "去掉一项", "Leave one out";
    LabLeftOutNote: "去掉某一项后谁上升、谁下降；各项在区分得分高低上各占多少。", "Who rises and falls without an indicator; how much of the differences between scores each explains.";
    LabLeftOutChart: "各项的区分作用", "What each indicator tells";
    LabIndicator: "指标", "Indicator";
    LabSpan: "最低 – 最高", "Least to most";
    LabTells: "区分作用", "Tells";
    LabAlike: "几乎没有区分", "nearly all alike";
    LabHow: "怎样去掉", "Left out how";
    LabNothingToLeaveOut: "这张表的得分不是由指标逐项相加得来的，没有可以单独去掉的一项。可以换一张考评表，或在“受什么影响”里看各项评分的作用。",
        "The score of this sheet is not put together from indicators, so there is none to leave out. Choose another sheet, or see what moves a subject.";
    LabExempt: "此项不考核", "not scored at all";
    LabZero: "全体此项计 0 分", "0 points for all";
    LabBetter: "上升", "Rise";
    LabWorse: "下降", "Fall";
    PatchTitle: "模拟测算方案", "A variant";
    PatchScheme: "原办法", "Made for the scheme";
    PatchNote: "采纳后作为一个方案放入“模拟测算”，现行办法和数据不变，可以撤销。", "Taken over, it becomes a variant in What if. Rules and data stay as they are; it can be undone.";
    PatchTake: "放入模拟测算", "Take it over";
    PatchOff: "（停用）", "(switched off)";
    PatchForeign: "其中的改动在当前工作簿的考评办法里都找不到对应内容，不能采纳；什么也没有改变。", "None of its changes finds its place in this book's scheme, so it cannot be taken over; nothing was changed.";
    PatchAlready: "当前办法已经如此，无需采纳。", "The scheme already says all of it; there is nothing to take over.";
    PatchEmpty: "其中没有任何改动。", "It holds no changes.";
    PatchDamaged: "链接不完整或已损坏，不能读取；什么也没有改变。请向发来链接的人重新索取，或改用文件。", "The link was cut or damaged and cannot be read; nothing was changed. Ask for it again, or for a file.";
    PatchNeedsBook: "这是一个模拟测算方案。请先打开工作簿，再打开它。", "This is a variant. Open a book first, then open it again.";
    PatchWaits: "链接里有一个模拟测算方案：打开工作簿后即会显示。", "The link holds a variant: it is shown once a book is open.";
    Rules: "考评办法", "Scheme";
    RulesNone: "还没有考评办法。", "There is no scheme yet.";
    RulesTable: "考评办法表", "Table of the scheme";
    RulesSettings: "此行的全部设置", "All settings of this row";
    RulesSections: "考评办法的各部分", "Parts of the scheme";
    RulesSetting: "设置", "Setting";
    RulesValue: "内容", "Value";
    RulesOffered: "可填的内容", "What fits";
    RulesOf: "修改", "Edit";
    RulesInForce: "现行办法", "the rules in force";
    RulesOfVariant: "改动记入此方案，现行办法不变。", "Changes go into this variant; the rules stay as they are.";
    RulesAdd: "新增一行", "Add a row";
    RulesAddBelow: "新增下级", "Add below";
    RulesRemove: "删去此行", "Remove the row";
    RulesRemoveStill: "仍然删去", "Remove it all the same";
    RulesKeep: "保留", "Keep it";
    RulesUp: "上移", "Move up";
    RulesDown: "下移", "Move down";
    RulesDrag: "拖动可移动此行（Alt+方向键）", "Drag to move the row (Alt+arrow keys)";
    RulesKeys: "Ctrl+Enter 新增　Ctrl+Shift+Enter 新增下级　Ctrl+Delete 删去　Alt+↑↓ 移动　Alt+←→ 改层级　Shift+方向键 选多格　F6 下一个区域",
        "Ctrl+Enter adds, Ctrl+Shift+Enter adds below, Ctrl+Delete removes, Alt+Up and Down move, Alt+Left and Right nest, Shift+arrows choose several cells, F6 goes to the next part of the window";
    RulesStandsFor: "该计分方法相当于这个公式", "The method stands for this formula";
    RulesDraft: "未采用", "not taken";
    ScoringPaste: "粘贴评分表…", "Paste a scoring table…";
    ScoringHint: "在 Excel、WPS 或 Word 中复制评分表，粘贴到下面。合并的单元格会自动补齐。", "Copy the scoring table in a spreadsheet or document and paste it below. Merged cells are filled down.";
    ScoringText: "评分表", "Scoring table";
    ScoringHead: "表头", "Headings";
    ScoringNoHead: "没有表头", "none";
    ScoringColumns: "粘贴的内容和各列的含义", "What was pasted, and what each column holds";
    ScoringMisfits: "不合之处", "What does not fit";
    ScoringTree: "加入后的指标", "The indicators";
    ScoringIndicator: "考评指标", "Indicator";
    ScoringFull: "分值", "Full marks";
    ScoringRunning: "累计", "So far";
    ScoringScoredBy: "评分单位", "Scored by";
    ScoringStandard: "评分标准（记入备注）", "Standard (kept as the note)";
    ScoringNone: "无", "none";
    ScoringTake: "加入考评指标", "Add the indicators";
    ScoringTotal: "总分", "Total";
    DraftWaits: "未采用，结果仍按原来的内容计算。", "Not taken; results go by what stood here before.";
    DraftFits: "现在可以采用了：选中此格，按 F2 再按 Enter。", "It would fit now: choose the cell, press F2 and Enter.";
    DraftLost: "所在的位置已经删去。", "its place is no longer there.";
    DraftDrop: "丢弃", "Discard it";
    DraftsShow: "去看看", "Show";
    RulesHits: "现在会涉及", "Hits now";
    EditionFirst: "最初", "from the beginning";
    EditionEdited: "（正在修改的版本）", "(the one that is edited)";
    EditionFrom: "起施行", "In force from";
    EditionName: "考评办法", "Scheme";
    EditionNote: "备注", "Note";
    EditionChanges: "与前一版本相比", "Compared with the one before";
    EditionSame: "与前一版本相同。", "The same as the one before.";
    EditionAdd: "新增版本", "Add an edition";
    EditionRemove: "删去最新版本", "Remove the newest edition";
    EditionHint: "考评期按其最后一天施行的版本计算。新增的版本先与现在的相同，以后的修改只进入最新版本；以前各期仍按原来的版本。", "A period goes by the edition in force on its last day. A new edition begins like the one now; edits go into the newest only, and earlier periods keep theirs.";
    RulesSound: "考评办法没有发现问题。", "Nothing is wrong with the scheme.";
}
