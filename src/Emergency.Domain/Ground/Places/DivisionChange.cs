using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Places;

public enum DivisionChangeStage
{
    None,
    Drafted,
    Begun,
    Finished,
    Dropped,
}

/// <summary>Running matter of an old community that must end before it is split or merged.</summary>
public enum DivisionChangeBlock
{
    /// <summary>Incident that is not over.</summary>
    Incident,

    /// <summary>Case of temporary care.</summary>
    Care,

    /// <summary>Case of a child's protection.</summary>
    Protection,

    /// <summary>Drill that is prepared or running.</summary>
    Drill,

    /// <summary>Supplies that are lent, issued, reserved, or on their way.</summary>
    Supplies,

    /// <summary>Person who is given to another community and not taken yet.</summary>
    Giving,

    /// <summary>Staff whom the street has lent.</summary>
    Lent,
}

/// <summary>Community that exists afterwards.</summary>
/// <param name="Code">12 digits.</param>
/// <param name="Name">Name, up to 40 characters; for a community that exists already, its name.</param>
public sealed record NewDivision(string Code, string Name);

/// <summary>Communities that succeed an old one, first the one that most of it went to; at least one.</summary>
public sealed record Successors(string Old, ListOf<string> To);

/// <summary>Decision where one thing goes.</summary>
/// <param name="Thing">Kind of the thing, a slash, its key: "household/…", "lot/…", "plan/411502001001".</param>
/// <param name="To">Code of a community that exists afterwards; <see cref="DivisionChange.Ends"/>: it goes nowhere and stays as history;
/// null: the decision is withdrawn.</param>
public sealed record Goes(string Thing, string? To);

/// <summary>撤并/拆分 of communities by their street (kind "division-change", key = the street's code): the old communities, the ones
/// afterwards, and for each thing of the old ones its destination. Nothing moves automatically: the change cannot begin before everything
/// is decided. A street has one change in hand at a time, so that no community is in two.</summary>
/// <param name="Number">1, 2, 3 … in this street; 0 before the first.</param>
/// <param name="Edition">Number of the last change of the decisions: an agreement is to one edition.</param>
public sealed record DivisionChange(
    int Number,
    ListOf<string> Old,
    ListOf<NewDivision> New,
    DateOnly From,
    ImmutableDictionary<string, string> Said,
    int Edition,
    DivisionChangeStage Stage,
    By? By,
    DateTimeOffset At
)
{
    /// <summary>Destination of things that go nowhere.</summary>
    public const string Ends = "";

    public const int MostDivisions = 12;

    public static readonly Code InHand = new("division.in-hand"),
        NoneInHand = new("division.none"),
        Outside = new("division.outside"),
        Over = new("division.over"),
        Twice = new("division.twice"),
        NothingChanges = new("division.nothing-changes"),
        NotNew = new("division.not-new"),
        CannotEnd = new("division.cannot-end"),
        TwoPlans = new("division.two-plans"),
        HasPlan = new("division.has-plan"),
        NotSaid = new("division.not-said"),
        NotYet = new("division.not-yet"),
        Begun = new("division.begun"),
        Changed = new("division.changed"),
        IncidentRuns = new("division.incident-runs"),
        CareRuns = new("division.care-runs"),
        ProtectionRuns = new("division.protection-runs"),
        DrillRuns = new("division.drill-runs"),
        SuppliesOut = new("division.supplies-out"),
        GivingWaits = new("division.giving-waits"),
        StaffLent = new("division.staff-lent");
    public static readonly DivisionChange None = new(
        0,
        [],
        [],
        default,
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal),
        0,
        DivisionChangeStage.None,
        null,
        default
    );

    /// <summary>Successors of each old community that ended, once the change has begun.</summary>
    public ListOf<Successors> Succeeding { get; init; } = [];

    public bool IsInHand => Stage is DivisionChangeStage.Drafted or DivisionChangeStage.Begun;

    /// <summary>Tells whether this community exists afterwards.</summary>
    public bool IsNew(string code) => New.Any(one => one.Code == code);

    /// <summary>Old communities that do not exist afterwards.</summary>
    public IEnumerable<string> Ending => Old.Where(code => !IsNew(code));

    /// <summary>Tells whether a thing can go nowhere: a plan, a grid, a patrol, a part in planned drills, objects on the ground, an
    /// account. People and stock always go somewhere.</summary>
    public static bool MayEnd(string thing) => Kind(thing) is "plan" or "grid" or "patrol" or "schedule" or "ground" or "account";

    /// <summary>Returns the kind of a thing.</summary>
    public static string Kind(string thing) => thing?.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? thing[..at] : "";

    /// <summary>Returns the things without a decision.</summary>
    public IEnumerable<string> Unsaid(IEnumerable<string> things) => things.Where(thing => !Said.ContainsKey(thing));

    public static Code Of(DivisionChangeBlock block) =>
        block switch
        {
            DivisionChangeBlock.Incident => IncidentRuns,
            DivisionChangeBlock.Care => CareRuns,
            DivisionChangeBlock.Protection => ProtectionRuns,
            DivisionChangeBlock.Drill => DrillRuns,
            DivisionChangeBlock.Supplies => SuppliesOut,
            DivisionChangeBlock.Giving => GivingWaits,
            DivisionChangeBlock.Lent => StaffLent,
            _ => throw new Unforeseen(block),
        };

    public static Decision Decide(DivisionChange state, Command command) =>
        command switch
        {
            OpenDivisionChange c => state.IsInHand ? Reject(InHand) : Open(state, c),
            SayDivisionChange or DropDivisionChange or BeginDivisionChange when !state.IsInHand => Reject(NoneInHand),
            SayDivisionChange c => Say(state, c),
            DropDivisionChange c => state.Stage == DivisionChangeStage.Begun
                ? Reject(Begun)
                : new DivisionChangeDropped(state.Number, c.By, c.At),
            BeginDivisionChange when state.Stage == DivisionChangeStage.Begun => Nothing,
            BeginDivisionChange c => c.Edition != state.Edition ? Reject(Changed)
            : state.Unsaid(c.Things).Count() is > 0 and var left ? Reject(NotSaid, $"{left}")
            : c.Blocks.Count > 0 ? Reject(Of(c.Blocks[0]))
            : state.From > Shanghai.Day(c.At) ? Reject(NotYet, state.From.ToString("O", null))
            : new DivisionChangeBegun(state.Number, c.Successors, c.By, c.At),
            FinishDivisionChange c => state.Stage == DivisionChangeStage.Begun ? new DivisionChangeFinished(state.Number, c.At) : Nothing,
            _ => throw new Unforeseen(command),
        };

    private static Decision Open(DivisionChange state, OpenDivisionChange c)
    {
        var codes = c.New.Select(one => one.Code).ToList();
        return c.Old.Concat(codes).FirstOrDefault(code => !Divisions.IsCommunity(code) || Divisions.Street(code) != c.Street) is { } outside
                ? Reject(Outside, outside)
            : c.Old.Concat(codes).FirstOrDefault(code => c.Ended.Contains(code, StringComparer.Ordinal)) is { } over ? Reject(Over, over)
            : c.Old.Distinct(StringComparer.Ordinal).Count() < c.Old.Count || codes.Distinct(StringComparer.Ordinal).Count() < codes.Count
                ? Reject(Twice)
            : c.Old.Count == 0 || codes.Count == 0 || (c.Old.Count == 1 && codes.SequenceEqual(c.Old, StringComparer.Ordinal))
                ? Reject(NothingChanges)
            : new DivisionChangeOpened(state.Number + 1, c.Old, c.New, c.From, c.By, c.At);
    }

    private static Decision Say(DivisionChange state, SayDivisionChange c)
    {
        var (said, news) = (state.Said, new List<Goes>());
        foreach (var goes in c.Goes)
        {
            if (said.GetValueOrDefault(goes.Thing) == goes.To)
                continue;
            // Things decided before the beginning cannot be changed; things found since then can still be decided.
            if (state.Stage == DivisionChangeStage.Begun && state.Said.ContainsKey(goes.Thing))
                return Reject(Begun);
            if (goes.To == Ends ? !MayEnd(goes.Thing) : goes.To is { } unknown && !state.IsNew(unknown))
                return goes.To == Ends ? Reject(CannotEnd) : Reject(NotNew, goes.To!);
            if (Kind(goes.Thing) == "plan" && goes.To is { Length: > 0 } to && goes.Thing != $"plan/{to}")
            {
                if (c.Planned.Contains(to, StringComparer.Ordinal))
                    return Reject(HasPlan, to);
                if (said.Any(one => one.Value == to && one.Key != goes.Thing && Kind(one.Key) == "plan"))
                    return Reject(TwoPlans, to);
            }
            said = goes.To is { } where ? said.SetItem(goes.Thing, where) : said.Remove(goes.Thing);
            news.Add(goes);
        }
        return news.Count == 0 ? Nothing : new DivisionChangeSaid(state.Number, [.. news], c.By, c.At);
    }

    public static DivisionChange Evolve(DivisionChange state, Event happened) =>
        happened switch
        {
            DivisionChangeOpened e => None with
            {
                Number = e.Number,
                Old = e.Old,
                New = e.New,
                From = e.From,
                Stage = DivisionChangeStage.Drafted,
                By = e.By,
                At = e.At,
            },
            DivisionChangeSaid e => state with
            {
                Edition = state.Edition + 1,
                Said = e.Goes.Aggregate(
                    state.Said,
                    (said, goes) => goes.To is { } to ? said.SetItem(goes.Thing, to) : said.Remove(goes.Thing)
                ),
            },
            DivisionChangeDropped e => state with { Stage = DivisionChangeStage.Dropped, At = e.At },
            DivisionChangeBegun e => state with { Stage = DivisionChangeStage.Begun, Succeeding = e.Successors, By = e.By, At = e.At },
            DivisionChangeFinished e => state with { Stage = DivisionChangeStage.Finished, At = e.At },
            _ => throw new Unforeseen(happened),
        };
}

public abstract record DivisionChangeCommand : Command;

/// <param name="Ended">Codes among the named communities of those that no longer exist, and of old ones that never existed.</param>
public sealed record OpenDivisionChange(
    string Street,
    ListOf<string> Old,
    ListOf<NewDivision> New,
    DateOnly From,
    ListOf<string> Ended,
    By By,
    DateTimeOffset At
) : DivisionChangeCommand;

/// <param name="Planned">New communities that have a plan of their own already.</param>
public sealed record SayDivisionChange(ListOf<Goes> Goes, ListOf<string> Planned, By By, DateTimeOffset At) : DivisionChangeCommand;

public sealed record DropDivisionChange(By By, DateTimeOffset At) : DivisionChangeCommand;

/// <param name="Edition">Edition that two accounts have agreed to.</param>
/// <param name="Things">All things of the old communities, as looked up.</param>
/// <param name="Blocks">Running matters of the old communities, as looked up.</param>
/// <param name="Successors">Successors of each old community that ends, by the decisions.</param>
public sealed record BeginDivisionChange(
    int Edition,
    ListOf<string> Things,
    ListOf<DivisionChangeBlock> Blocks,
    ListOf<Successors> Successors,
    By By,
    DateTimeOffset At
) : DivisionChangeCommand;

/// <summary>Records that everything has gone to its destination.</summary>
public sealed record FinishDivisionChange(DateTimeOffset At) : DivisionChangeCommand;

public abstract record DivisionChangeEvent : Event;

[Stored("division-change.opened.v1")]
public sealed record DivisionChangeOpened(int Number, ListOf<string> Old, ListOf<NewDivision> New, DateOnly From, By By, DateTimeOffset At)
    : DivisionChangeEvent;

[Stored("division-change.said.v1")]
public sealed record DivisionChangeSaid(int Number, ListOf<Goes> Goes, By By, DateTimeOffset At) : DivisionChangeEvent;

[Stored("division-change.dropped.v1")]
public sealed record DivisionChangeDropped(int Number, By By, DateTimeOffset At) : DivisionChangeEvent;

[Stored("division-change.begun.v1")]
public sealed record DivisionChangeBegun(int Number, ListOf<Successors> Successors, By By, DateTimeOffset At) : DivisionChangeEvent;

[Stored("division-change.finished.v1")]
public sealed record DivisionChangeFinished(int Number, DateTimeOffset At) : DivisionChangeEvent;
