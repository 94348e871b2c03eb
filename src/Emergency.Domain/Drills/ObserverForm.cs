namespace Emergency.Domain.Drills;

/// <summary>观察员评估表: items an observer looks at, phase by phase. GB/T 46792-2025 guides the evaluation of drills: indicators for field and
/// tabletop drills (annexes A, B), an example of a form (C), how results become grades (D), and the report (E). Only its table of contents
/// was at hand. The form with graded indicators and a record beside each is the standard's idea; the phases, items and grades here are
/// ours, cut to the work of a community, and must still be compared with annexes A to C.</summary>
public static class ObserverForm
{
    public static readonly ListOf<FormItem> Items =
    [
        new("goals", SheetPhase.Preparation),
        new("told", SheetPhase.Preparation),
        new("ready", SheetPhase.Preparation),
        new("briefed", SheetPhase.Preparation),
        new("report", SheetPhase.Start),
        new("card", SheetPhase.Start),
        new("leader", SheetPhase.Start),
        new("doors", SheetPhase.Response),
        new("counts", SheetPhase.Response),
        new("professional", SheetPhase.Response),
        new("supplies", SheetPhase.Response),
        new("hotlines", SheetPhase.Coordination),
        new("upward", SheetPhase.Coordination),
        new("neighbours", SheetPhase.Coordination),
        new("residents", SheetPhase.Coordination),
        new("danger", SheetPhase.Safety),
        new("frail", SheetPhase.Safety),
        new("privacy", SheetPhase.Safety),
        new("ended", SheetPhase.Ending),
        new("restored", SheetPhase.Ending),
        new("said", SheetPhase.Ending),
    ];

    /// <summary>Most characters of the text beside an item or of the whole.</summary>
    public const int Longest = 500;
}

/// <summary>准备, 启动, 处置, 协同, 安全, 结束.</summary>
public enum SheetPhase
{
    Preparation,
    Start,
    Response,
    Coordination,
    Safety,
    Ending,
}

/// <summary>做到, 部分做到, 没做到, 没看到. There are no points.</summary>
public enum SheetGrade
{
    Achieved,
    Partly,
    NotAchieved,
    NotSeen,
}

/// <param name="Id">Id, under which the pages have its sentence.</param>
public sealed record FormItem(string Id, SheetPhase Phase);
