using Emergency.Domain.Plans;

namespace Emergency.Domain.Incidents;

/// <summary>Fact known to the system that a step of a card asks a person to bring about: a hotline knows of the incident, the area is
/// drawn, nobody is left behind the task's doors, the community has a shelter open.</summary>
public enum TaskFact
{
    HotlineKnows,
    AreaDrawn,
    DoorsSettled,
    ShelterOpen,
}

/// <summary>Fact that a task asks for.</summary>
/// <param name="Line">110, 119 or 120; null where the fact concerns no line.</param>
public sealed record AskedFact(TaskFact Fact, string? Line);

/// <summary>Finds the facts that answer a task, so that nobody is reminded of an act that is done. A plan is written in words: a step asks
/// for a fact where its words ask for that one act and for nothing else. A task for doors is answered when every one of them is settled,
/// whatever its words are.</summary>
public static class TaskFacts
{
    /// <summary>Account in whose name such a task is done.</summary>
    public static readonly By Knower = new(new("reaction:facts-answer-tasks"), Role.Operator);

    private static readonly string[] Lines = ["110", "119", "120"];
    private static readonly string[] Dialled =
    [
        "拨",
        "拨打",
        "拨通",
        "打",
        "报",
        "上报",
        "报警",
        "呼叫",
        "通知",
        "call",
        "called",
        "dial",
        "dialled",
    ];
    private static readonly string[] About = ["", "报警", "报火警", "火警", "急救", "消防", "救援"];
    private static readonly (string[] Begins, string[] Ends, TaskFact Fact)[] Words =
    [
        (["圈", "划定", "画出", "draw"], ["范围", "区域", "area"], TaskFact.AreaDrawn),
        (["开放", "打开", "启用", "open"], ["避难点", "避难场所", "安置点", "避灾点", "shelter"], TaskFact.ShelterOpen),
    ];

    // Words that join two acts in one step: a fact would answer only the first of them.
    private static readonly string[] Joints = ["，", ",", "；", ";", "、", "。", "：", ":", "并", "再", "后", "和", " and "];

    /// <summary>Returns the facts of which any one answers the task; none for most tasks, for professional ones and for those in somebody's
    /// own words.</summary>
    public static IEnumerable<AskedFact> Of(TaskClass kind, string? text, int doors)
    {
        if (kind == TaskClass.Professional)
            yield break;
        if (doors > 0)
            yield return new(TaskFact.DoorsSettled, null);
        if (text is null || Joints.Any(joint => text.Contains(joint, StringComparison.Ordinal)))
            yield break;
        var words = text.Replace(" ", "", StringComparison.Ordinal);
        foreach (var line in Lines)
            if (
                words.IndexOf(line, StringComparison.Ordinal) is >= 0 and var at
                && Dialled.Any(word => words.AsSpan(0, at).EndsWith(word, StringComparison.OrdinalIgnoreCase))
                && About.Contains(words[(at + line.Length)..], StringComparer.Ordinal)
            )
                yield return new(TaskFact.HotlineKnows, line);
        foreach (var (begins, ends, fact) in Words)
            if (
                begins.Any(word => words.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                && ends.Any(word => words.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            )
                yield return new(fact, null);
    }

    /// <summary>Returns the facts that answer an existing task.</summary>
    public static IEnumerable<AskedFact> Of(IncidentTask task) => Of(task.Class, task.Text, task.Doors.Count);

    /// <summary>Tells whether the incident itself knows the fact; it does not know doors, shelters and handovers.</summary>
    public static bool Known(Incident state, AskedFact asked)
    {
        return asked.Fact switch
        {
            TaskFact.HotlineKnows => state.Reports.Values.Any(report => !report.Withdrawn && report.Case?.Hotline == asked.Line),
            TaskFact.AreaDrawn => state.Impact is not null,
            _ => false,
        };
    }

    /// <summary>Tells whether every one of these doors is settled.</summary>
    public static bool AreSettled(Doors doors, IReadOnlyCollection<HouseholdId> asked) => SettledOf(doors, asked) == asked.Count;

    /// <summary>Counts the settled ones among these doors; a door that was never counted is not settled.</summary>
    public static int SettledOf(Doors doors, IReadOnlyCollection<HouseholdId> asked) =>
        asked.Count(id =>
            doors.Households.TryGetValue(id, out var household)
            && Figures.Look(household, doors.Persons.Values.Where(person => person.Household == id), doors.Purpose).Settled
        );
}
