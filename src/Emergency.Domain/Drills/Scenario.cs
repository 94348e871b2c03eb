using System.Collections.Frozen;

namespace Emergency.Domain.Drills;

/// <summary>What a trainer has written: what is injected when, whom it meets, which actions are expected and how each is judged. Names roles, never persons; all offsets are of the realm's clock.</summary>
/// <param name="Id">Lower-case words with dashes, at most 40 characters.</param>
public sealed record Scenario(
    string Id,
    string Title,
    Category Hazard,
    DrillForm Form,
    ListOf<Objective> Objectives,
    ListOf<Participant> Participants,
    StartConditions Start,
    ListOf<Branch> Branches,
    ListOf<Inject> Injects,
    ListOf<ExpectedAction> Expect,
    Ending End
)
{
    public Inject? Inject(string id) => Injects.FirstOrDefault(one => one.Id == id);

    public Branch? Branch(string id) => Branches.FirstOrDefault(one => one.Id == id);

    public ExpectedAction? Expected(string id) => Expect.FirstOrDefault(one => one.Id == id);
}

public sealed record Objective(string Id, string Title);

/// <param name="Count">How many play this role, 1 to 99.</param>
public sealed record Participant(string Id, Role Role, string Title, int Count);

/// <param name="Hour">Of Asia/Shanghai: what the realm's clock shows when it begins.</param>
/// <param name="Words">The situation as it is read out to the players.</param>
public sealed record StartConditions(TimeOnly Hour, string Weather, string? Words)
{
    /// <summary>What the realm's clock shows when it begins, on the day that it is outside.</summary>
    public DateTimeOffset On(DateTimeOffset now) => Shanghai.At(Shanghai.Day(now), Hour);
}

/// <summary>Injects and expected actions that name it belong to the drill only if it was taken; one not taken is not judged.</summary>
public sealed record Branch(string Id, string Title, Trigger When);

/// <param name="To">Participants it reaches.</param>
/// <param name="Branch">Null where it always belongs.</param>
public sealed record Inject(string Id, string Title, Trigger When, ListOf<string> To, Method Method, string? Branch);

/// <param name="Who">The participant it is expected of; null where anybody may.</param>
/// <param name="After">The inject from whose coming the time counts.</param>
/// <param name="Within">Time allowed; what comes just at its end is in time.</param>
public sealed record ExpectedAction(
    string Id,
    string Title,
    string Objective,
    string? Who,
    string After,
    TimeSpan Within,
    Proof Proof,
    string? Branch
);

/// <param name="At">The drill is over then at the latest.</param>
/// <param name="When">Or as soon as this has happened.</param>
public sealed record Ending(TimeSpan At, Pattern? When);

/// <summary>When something comes.</summary>
public abstract record Trigger
{
    private Trigger() { }

    /// <summary>At an offset from the start.</summary>
    public sealed record At(TimeSpan Offset) : Trigger;

    /// <summary>After another inject has come.</summary>
    public sealed record AfterInject(string Inject, TimeSpan Wait) : Trigger;

    /// <summary>After the first event that matches.</summary>
    public sealed record WhenEvent(Pattern Pattern, TimeSpan Wait) : Trigger;

    /// <summary>When an expected action has not been done within its time.</summary>
    public sealed record WhenUndone(string Expected, TimeSpan Wait) : Trigger;
}

/// <summary>How an expected action is judged.</summary>
public abstract record Proof
{
    private Proof() { }

    /// <summary>By events of the realm that match, or facts they tell; each proves one action only.</summary>
    /// <param name="Times">How many are needed, 1 to 500.</param>
    /// <param name="Distinct">Path of a field: events with the same value there count once.</param>
    public sealed record ByEvent(Pattern Pattern, int Times, string? Distinct) : Proof;

    /// <summary>By no event that matches until the time is over.</summary>
    public sealed record ByAbsence(Pattern Pattern) : Proof;

    /// <summary>By an observer, who answers this question.</summary>
    public sealed record ByObserver(string Question) : Proof;
}

/// <summary>Events of one stored form whose fields are as told.</summary>
/// <param name="Form">As in the table of forms: incident.task-taken.v1.</param>
public sealed record Pattern(string Form, ListOf<FieldMatch> Where)
{
    /// <summary>What orders once wrote about their calls, and what a call about an order writes instead: a stored scenario that waits for the old form means the new one too.</summary>
    private static readonly FrozenDictionary<string, string> Heirs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["order.call-asked.v1"] = "call.ring-asked.v1",
        ["order.call-placed.v1"] = "call.ring-placed.v1",
        ["order.call-answered.v1"] = "call.heard.v1",
        ["order.call-failed.v1"] = "call.ring-failed.v1",
        ["order.driver-asked.v1"] = "call.drive-asked.v1",
        ["order.receiver-reached.v1"] = "call.reached-by-driving.v1",
    }.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FieldMatch OfAnOrder = new("about.kind", ["order"]);

    public static IEnumerable<KeyValuePair<string, string>> Replaced => Heirs;

    public bool Matches(RealmEvent happened) =>
        (happened.Form == Form || (Heirs.GetValueOrDefault(Form) == happened.Form && OfAnOrder.Holds(happened)))
        && Where.All(match => match.Holds(happened));
}

/// <param name="Path">Members joined by dots, lists without index: by.role.</param>
/// <param name="AnyOf">One of these must stand there.</param>
public sealed record FieldMatch(string Path, ListOf<string> AnyOf)
{
    public bool Holds(RealmEvent happened) => happened.Values(Path).Any(value => AnyOf.Contains(value, StringComparer.Ordinal));
}

/// <summary>An event of the drill's realm as judging sees it.</summary>
/// <param name="Position">In the feed.</param>
/// <param name="At">By the realm's clock.</param>
/// <param name="Fields">Path → what stands there, as text; several where the path runs through a list.</param>
public sealed record RealmEvent(long Position, string Form, DateTimeOffset At, IReadOnlyDictionary<string, ListOf<string>> Fields)
{
    /// <summary>0: the event itself. 1 and more: a fact that it tells besides, such as a person who was seen with a household.</summary>
    public int Part { get; init; }

    public ListOf<string> Values(string path) => Fields.TryGetValue(path, out var values) ? values : [];
}
