using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Drills;

/// <summary>
/// A night fire in ten minutes: the case at 0, the grid chief's phone off at 2, and if nobody wakes the house in time the loudspeaker van.
/// </summary>
internal static class ScenarioLadder
{
    public const string Taken = "incident.task-taken.v1",
        Done = "incident.task-done.v1",
        Opened = "incident.opened.v1";

    public static readonly Inject TheCase = new(
        "case",
        "119 交来火警",
        new Trigger.At(TimeSpan.Zero),
        ["secretary"],
        new Method.Message("119", "三楼冒烟"),
        null
    );
    public static readonly Inject PhoneOff = new(
        "phone-off",
        "网格长手机关机",
        new Trigger.AfterInject("case", Minutes(2)),
        ["secretary"],
        new Method.Message("导演", "网格长电话打不通"),
        null
    );
    public static readonly Inject Van = new(
        "van",
        "宣传车到了",
        new Trigger.WhenUndone("wake", Minutes(1)),
        ["secretary"],
        new Method.Message("导演", "宣传车到楼下"),
        "nobody"
    );
    public static readonly ExpectedAction Wake = Expect(
        "wake",
        "case",
        5,
        new Proof.ByEvent(new(Taken, [new("by.role", ["unit-chief", "grid-chief"])]), 1, null)
    );
    public static readonly ExpectedAction Deputy = Expect("deputy", "phone-off", 3, new Proof.ByObserver("副职接手了吗"));
    public static readonly ExpectedAction UseVan = Expect("use-van", "van", 3, new Proof.ByEvent(new(Done, []), 1, null), branch: "nobody");

    public static readonly Scenario Fire = new(
        "fire",
        "夜间火灾",
        Category.Fire,
        DrillForm.Solo,
        [new("wake-up", "叫醒"), new("lead", "指挥")],
        [new("secretary", Role.Secretary, "书记", 1)],
        new(new(1, 40), "晴", null),
        [new("nobody", "没人叫", new Trigger.WhenUndone("wake", TimeSpan.Zero))],
        [TheCase, PhoneOff, Van],
        [Wake, Deputy with { Objective = "lead" }, UseVan],
        new(Minutes(20), null)
    );

    public static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    public static ExpectedAction Expect(string id, string after, double minutes, Proof proof, string? branch = null) =>
        new(id, id, "wake-up", null, after, Minutes(minutes), proof, branch);

    public static RealmEvent Event(long position, string form, double minute, params (string Path, string Value)[] fields) =>
        new(position, form, After(minute), fields.ToDictionary(one => one.Path, one => ListOf.From([one.Value]), StringComparer.Ordinal));

    public static RealmEvent Take(long position, double minute, string role = "unit-chief") =>
        Event(position, Taken, minute, ("by.role", role));

    public static Course Course(double until, params RealmEvent[] events) =>
        new(
            Night,
            new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { ["case"] = Night, ["phone-off"] = After(2) },
            events,
            [],
            After(until)
        );

    public static JudgedAction Of(this Judgement judgement, string id) => judgement.Actions.Single(one => one.Action.Id == id);

    /// <summary>The same drill with just these actions.</summary>
    public static Scenario Only(params ExpectedAction[] expect) =>
        Fire with
        {
            Expect = ListOf.From(expect),
            Branches = [],
            Injects = [TheCase, PhoneOff],
        };
}
