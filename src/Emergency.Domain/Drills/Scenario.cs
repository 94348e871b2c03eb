using System.Collections.Frozen;

namespace Emergency.Domain.Drills;

/// <summary>Scenario written by a trainer: the injects with their times and receivers, and the expected actions with their way of judging.
/// Names roles, never persons; all offsets are of the realm's clock.</summary>
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

/// <param name="Count">Number of people who play this role, 1 to 99.</param>
public sealed record Participant(string Id, Role Role, string Title, int Count);

/// <param name="Hour">Time in Asia/Shanghai that the realm's clock shows when it begins.</param>
/// <param name="Words">Situation as it is read out to the players.</param>
public sealed record StartConditions(TimeOnly Hour, string Weather, string? Words)
{
    /// <summary>Returns the time that the realm's clock shows when it begins, on the day of the live clock.</summary>
    public DateTimeOffset On(DateTimeOffset now) => Shanghai.At(Shanghai.Day(now), Hour);
}

/// <summary>Branch of a scenario. Injects and expected actions that name it belong to the drill only if it was taken; a branch not taken is
/// not judged.</summary>
public sealed record Branch(string Id, string Title, Trigger When);

/// <param name="To">Participants it reaches.</param>
/// <param name="Branch">Branch it belongs to; null where it always belongs.</param>
public sealed record Inject(string Id, string Title, Trigger When, ListOf<string> To, Method Method, string? Branch);

/// <param name="Who">Participant it is expected of; null where anybody can do it.</param>
/// <param name="After">Inject from whose coming the time counts.</param>
/// <param name="Within">Time allowed; an action just at its end is in time.</param>
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

/// <param name="At">Latest end of the drill.</param>
/// <param name="When">Event that ends it earlier.</param>
public sealed record Ending(TimeSpan At, Pattern? When);

/// <summary>Time or event at which an inject or branch comes.</summary>
public abstract record Trigger
{
    private Trigger() { }

    /// <summary>Trigger at an offset from the start.</summary>
    public sealed record At(TimeSpan Offset) : Trigger;

    /// <summary>Trigger after another inject has come.</summary>
    public sealed record AfterInject(string Inject, TimeSpan Wait) : Trigger;

    /// <summary>Trigger after the first event that matches.</summary>
    public sealed record WhenEvent(Pattern Pattern, TimeSpan Wait) : Trigger;

    /// <summary>Trigger when an expected action has not been done within its time.</summary>
    public sealed record WhenUndone(string Expected, TimeSpan Wait) : Trigger;
}

/// <summary>Way of judging an expected action.</summary>
public abstract record Proof
{
    private Proof() { }

    /// <summary>Proof by events of the realm that match, or facts in them; each proves one action only.</summary>
    /// <param name="Times">Number needed, 1 to 500.</param>
    /// <param name="Distinct">Path of a field: events with the same value there count once.</param>
    public sealed record ByEvent(Pattern Pattern, int Times, string? Distinct) : Proof;

    /// <summary>Proof by the absence of a matching event until the time is over.</summary>
    public sealed record ByAbsence(Pattern Pattern) : Proof;

    /// <summary>Proof by an observer, who answers this question.</summary>
    public sealed record ByObserver(string Question) : Proof;
}

/// <summary>Events of one stored form with certain fields.</summary>
/// <param name="Form">Name in the table of forms: incident.task-taken.v1.</param>
public sealed record Pattern(string Form, ListOf<FieldMatch> Where)
{
    /// <summary>Forms that orders once stored about their calls, with the forms that calls about orders store instead: a stored scenario
    /// that waits for the old form also accepts the new one.</summary>
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

/// <param name="Path">Member names joined by dots, lists without index: by.role.</param>
/// <param name="AnyOf">Values, one of which must stand there.</param>
public sealed record FieldMatch(string Path, ListOf<string> AnyOf)
{
    public bool Holds(RealmEvent happened) => happened.Values(Path).Any(value => AnyOf.Contains(value, StringComparer.Ordinal));
}

/// <summary>Event of the drill's realm as judging sees it.</summary>
/// <param name="Position">Position in the feed.</param>
/// <param name="At">Time by the realm's clock.</param>
/// <param name="Fields">Value at each path, as text; several where the path runs through a list.</param>
public sealed record RealmEvent(long Position, string Form, DateTimeOffset At, IReadOnlyDictionary<string, ListOf<string>> Fields)
{
    /// <summary>Number of the fact: 0 is the event itself; from 1 on, another fact in it, such as a person who was seen with a
    /// household.</summary>
    public int Part { get; init; }

    public ListOf<string> Values(string path) => Fields.TryGetValue(path, out var values) ? values : [];
}
