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

/// <summary>What runs in an old community and must end before it is split or merged.</summary>
public enum DivisionChangeBlock
{
    /// <summary>An incident that is not over.</summary>
    Incident,

    /// <summary>A case of temporary care.</summary>
    Care,

    /// <summary>A case of a child's protection.</summary>
    Protection,

    /// <summary>A drill that is prepared or running.</summary>
    Drill,

    /// <summary>Supplies that are lent, issued, promised, or on their way.</summary>
    Supplies,

    /// <summary>Somebody who is given to another community and not taken yet.</summary>
    Giving,

    /// <summary>Staff whom the street has lent.</summary>
    Lent,
}

/// <summary>A community that there is afterwards.</summary>
/// <param name="Code">12 digits.</param>
/// <param name="Name">Up to 40 characters; of a community that there is already, its name.</param>
public sealed record NewDivision(string Code, string Name);

/// <summary>Which communities stand for an old one that there is no more, the one most of it went to first; at least one.</summary>
public sealed record Successors(string Old, ListOf<string> To);

/// <summary>Where one thing goes.</summary>
/// <param name="Thing">Its kind, a stroke, its key: "household/…", "lot/…", "plan/411502001001".</param>
/// <param name="To">The code of a community there is afterwards; <see cref="DivisionChange.Ends"/>: it goes nowhere and stays as history; null: it is not said after all.</param>
public sealed record Goes(string Thing, string? To);

/// <summary>撤并/拆分 of communities by their street (kind "division-change", key = the street's code): which there were, which there are afterwards, and for each thing of the old ones where it goes. Nothing goes by itself: it is not begun before everything is said. A street has one in hand at a time, so that no community is in two.</summary>
/// <param name="Number">1, 2, 3 … in this street; 0 before the first.</param>
/// <param name="Edition">Counts what was said: who agrees to it agrees to one edition.</param>
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
    /// <summary>Goes nowhere.</summary>
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

    /// <summary>Once it has begun: what stands for each old one that there is no more.</summary>
    public ListOf<Successors> Succeeding { get; init; } = [];

    public bool IsInHand => Stage is DivisionChangeStage.Drafted or DivisionChangeStage.Begun;

    /// <summary>Whether there is this community afterwards.</summary>
    public bool IsNew(string code) => New.Any(one => one.Code == code);

    /// <summary>The old ones that there are no more afterwards.</summary>
    public IEnumerable<string> Ending => Old.Where(code => !IsNew(code));

    /// <summary>Whether a thing may go nowhere: a plan, a grid, a patrol, a part in planned drills, what stands on the ground, an account. People and stock always go somewhere.</summary>
    public static bool MayEnd(string thing) => Kind(thing) is "plan" or "grid" or "patrol" or "schedule" or "ground" or "account";

    /// <summary>The kind of a thing.</summary>
    public static string Kind(string thing) => thing?.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? thing[..at] : "";

    /// <summary>What is said of none of these.</summary>
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
            // What has begun goes where it was said; only what turned up since may still be said.
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

/// <param name="Ended">Of the communities that are named, those that there are no more, and old ones that there never were.</param>
public sealed record OpenDivisionChange(
    string Street,
    ListOf<string> Old,
    ListOf<NewDivision> New,
    DateOnly From,
    ListOf<string> Ended,
    By By,
    DateTimeOffset At
) : DivisionChangeCommand;

/// <param name="Planned">Those of the new ones that have a plan of their own already.</param>
public sealed record SayDivisionChange(ListOf<Goes> Goes, ListOf<string> Planned, By By, DateTimeOffset At) : DivisionChangeCommand;

public sealed record DropDivisionChange(By By, DateTimeOffset At) : DivisionChangeCommand;

/// <param name="Edition">The edition that two have agreed to.</param>
/// <param name="Things">Everything of the old ones, as it was looked up.</param>
/// <param name="Blocks">What runs in the old ones, as it was looked up.</param>
/// <param name="Successors">Of each old one that there is no more, by what was said.</param>
public sealed record BeginDivisionChange(
    int Edition,
    ListOf<string> Things,
    ListOf<DivisionChangeBlock> Blocks,
    ListOf<Successors> Successors,
    By By,
    DateTimeOffset At
) : DivisionChangeCommand;

/// <summary>Everything has gone where it was said.</summary>
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
