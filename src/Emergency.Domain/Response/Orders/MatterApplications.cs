using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Orders;

/// <summary>Application for one matter on a list of the county: for a term, by a document, with money and conditions. Lists bind routine
/// matters only; a list never holds back an act that an incident or warning demands.</summary>
/// <param name="Department">Department that owns the matter.</param>
/// <param name="Document">文号 of the document it rests on.</param>
/// <param name="Money">Funds that come with it.</param>
/// <param name="Conditions">Other means that come with it: people, training, rooms.</param>
/// <param name="Until">Last day of the term.</param>
public sealed record MatterWish(
    ListKind Kind,
    Matter Matter,
    string Department,
    string Document,
    string? Money,
    string? Conditions,
    DateOnly From,
    DateOnly Until
);

public enum MatterStage
{
    Applied,
    Approved,
    Refused,
    Stopped,
}

/// <summary>Application with its result. The reason of a refusal or stop is sealed under its own key, and stays as evidence.</summary>
public sealed record MatterApplication(MatterApplicationId Id, MatterWish Wish, MatterStage Stage, By By, DateTimeOffset At)
{
    public By? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public Sealed? Cause { get; init; }

    /// <summary>First day on which it no longer holds, where it was stopped before its term.</summary>
    public DateOnly? StoppedOn { get; init; }

    /// <summary>Tells whether it holds on a day; the last day of its term counts.</summary>
    public bool Holds(DateOnly day) =>
        Stage is MatterStage.Approved or MatterStage.Stopped && Wish.From <= day && day <= Wish.Until && !(StoppedOn <= day);

    internal MatterList AsList() => new(Id.ToString(), Wish.Kind, Wish.Document, Wish.From, false, [Wish.Document], [Wish.Matter]);
}

/// <summary>Yearly review of all lists: once a year an account confirms that they were gone through, by a document.</summary>
public sealed record ListsAdjustment(int Year, string Document, By By, DateTimeOffset At);

/// <summary>Matter of a recorded list that no longer holds from a day on.</summary>
public sealed record MatterOff(ListKind Kind, string Code, DateOnly From);

public abstract record MatterApplicationCommand : MatterListsCommand;

public sealed record ApplyMatter(MatterApplicationId Id, MatterWish Wish, By By, DateTimeOffset At) : MatterApplicationCommand;

public sealed record ApproveMatter(MatterApplicationId Id, By By, DateTimeOffset At) : MatterApplicationCommand;

public sealed record RefuseMatter(MatterApplicationId Id, Sealed Cause, By By, DateTimeOffset At) : MatterApplicationCommand;

/// <summary>Ends an approved matter before its term.</summary>
public sealed record StopMatter(MatterApplicationId Id, Sealed Cause, By By, DateTimeOffset At) : MatterApplicationCommand;

/// <summary>Takes a matter off the recorded lists: its entries in lists that are loaded whole count no more.</summary>
public sealed record TakeMatterOff(ListKind Kind, string Matter, By By, DateTimeOffset At) : MatterApplicationCommand;

/// <summary>Confirms the review of the lists of the current year.</summary>
public sealed record AdjustLists(string Document, By By, DateTimeOffset At) : MatterApplicationCommand;

public abstract record MatterApplicationEvent : MatterListsEvent;

[Stored("lists.matter-applied.v1")]
public sealed record MatterApplied(MatterApplicationId Id, MatterWish Wish, By By, DateTimeOffset At) : MatterApplicationEvent;

[Stored("lists.matter-approved.v1")]
public sealed record MatterApproved(MatterApplicationId Id, By By, DateTimeOffset At) : MatterApplicationEvent;

[Stored("lists.matter-refused.v1")]
public sealed record MatterRefused(MatterApplicationId Id, Sealed Cause, By By, DateTimeOffset At) : MatterApplicationEvent;

[Stored("lists.matter-stopped.v1")]
public sealed record MatterStopped(MatterApplicationId Id, DateOnly From, Sealed Cause, By By, DateTimeOffset At) : MatterApplicationEvent;

[Stored("lists.matter-taken-off.v1")]
public sealed record MatterTakenOff(ListKind Kind, string Matter, DateOnly From, By By, DateTimeOffset At) : MatterApplicationEvent;

[Stored("lists.adjusted.v1")]
public sealed record ListsAdjusted(int Year, string Document, By By, DateTimeOffset At) : MatterApplicationEvent;

public sealed partial record MatterLists
{
    /// <summary>Most days for which a matter is approved: lists are gone through each year (local setting).</summary>
    public const int LongestDays = 366;

    public static readonly Code UnknownApplication = new("lists.unknown-application"),
        AlreadyApplied = new("lists.already-applied"),
        AlreadyHolds = new("lists.already-holds"),
        BadTerm = new("lists.bad-term"),
        NeedsMoney = new("lists.needs-money"),
        SamePerson = new("lists.same-person"),
        Decided = new("lists.decided"),
        NotListed = new("lists.not-listed");

    public ImmutableDictionary<MatterApplicationId, MatterApplication> Applications { get; init; } =
        ImmutableDictionary<MatterApplicationId, MatterApplication>.Empty;
    public ListOf<MatterOff> Off { get; init; } = [];

    /// <summary>Newest review of each year.</summary>
    public ImmutableSortedDictionary<int, ListsAdjustment> Adjustments { get; init; } =
        ImmutableSortedDictionary<int, ListsAdjustment>.Empty;

    private static Decision Decide(MatterLists state, MatterApplicationCommand command) =>
        command switch
        {
            ApplyMatter c => Apply(state, c),
            TakeMatterOff c => state.Lists.Values.Any(list => list.Kind == c.Kind && list.Items.Any(item => item.Code == c.Matter))
                ? state.Off.Any(off => off.Kind == c.Kind && off.Code == c.Matter)
                    ? Nothing
                    : new MatterTakenOff(c.Kind, c.Matter, Shanghai.Day(c.At), c.By, c.At)
                : Reject(NotListed, c.Matter),
            AdjustLists c => Adjust(state, c, Shanghai.Day(c.At).Year),
            ApproveMatter c => On(
                state,
                c.Id,
                one =>
                    one.Stage == MatterStage.Approved ? Nothing
                    : one.Stage != MatterStage.Applied ? Reject(Decided)
                    : one.By.Account == c.By.Account ? Reject(SamePerson)
                    : one.Wish.Until < Shanghai.Day(c.At) ? Reject(BadTerm)
                    : new MatterApproved(c.Id, c.By, c.At)
            ),
            RefuseMatter c => On(
                state,
                c.Id,
                one =>
                    one.Stage == MatterStage.Refused ? Nothing
                    : one.Stage != MatterStage.Applied ? Reject(Decided)
                    : new MatterRefused(c.Id, c.Cause, c.By, c.At)
            ),
            StopMatter c => On(
                state,
                c.Id,
                one =>
                    one.Stage == MatterStage.Stopped ? Nothing
                    : one.Stage != MatterStage.Approved || one.Wish.Until < Shanghai.Day(c.At) ? Reject(Decided)
                    : new MatterStopped(c.Id, Shanghai.Day(c.At), c.Cause, c.By, c.At)
            ),
            _ => throw new Unforeseen(command),
        };

    private static Decision Apply(MatterLists state, ApplyMatter c)
    {
        if (state.Applications.TryGetValue(c.Id, out var known))
            return known.Wish == c.Wish ? Nothing : Reject(Decided);
        var (wish, today) = (c.Wish, Shanghai.Day(c.At));
        if (wish.Until < wish.From || wish.Until < today || wish.Until > wish.From.AddDays(LongestDays))
            return Reject(BadTerm);
        if (wish.Kind == ListKind.Assist && (wish.Money is null || wish.Conditions is null))
            return Reject(NeedsMoney);
        if (state.Applications.Values.Any(one => Same(one) && one.Stage == MatterStage.Applied))
            return Reject(AlreadyApplied, wish.Matter.Title);
        return state.Applications.Values.Any(one => Same(one) && one.Stage == MatterStage.Approved && wish.From <= one.Wish.Until)
            ? Reject(AlreadyHolds, wish.Matter.Title)
            : new MatterApplied(c.Id, wish, c.By, c.At);

        bool Same(MatterApplication one) => one.Wish.Kind == wish.Kind && one.Wish.Matter.Code == wish.Matter.Code;
    }

    private static Decision Adjust(MatterLists state, AdjustLists c, int year) =>
        state.Adjustments.GetValueOrDefault(year)?.Document == c.Document ? Nothing : new ListsAdjusted(year, c.Document, c.By, c.At);

    private static Decision On(MatterLists state, MatterApplicationId id, Func<MatterApplication, Decision> decide) =>
        state.Applications.TryGetValue(id, out var one) ? decide(one) : Reject(UnknownApplication);

    private List<MatterApplication> Granted(DateOnly on) =>
        [.. Applications.Values.Where(one => one.Holds(on)).OrderBy(one => one.At).ThenBy(one => one.Id.Value)];

    private HashSet<(ListKind, string)> TakenOff(DateOnly on) => [.. Off.Where(one => one.From <= on).Select(one => (one.Kind, one.Code))];

    private static MatterLists Evolve(MatterLists state, MatterApplicationEvent happened) =>
        happened switch
        {
            MatterApplied e => state with
            {
                Applications = state.Applications.SetItem(e.Id, new(e.Id, e.Wish, MatterStage.Applied, e.By, e.At)),
            },
            MatterApproved e => state.With(e.Id, one => one with { Stage = MatterStage.Approved, DecidedBy = e.By, DecidedAt = e.At }),
            MatterRefused e => state.With(
                e.Id,
                one => one with { Stage = MatterStage.Refused, DecidedBy = e.By, DecidedAt = e.At, Cause = e.Cause }
            ),
            MatterStopped e => state.With(
                e.Id,
                one => one with { Stage = MatterStage.Stopped, StoppedOn = e.From, DecidedBy = e.By, DecidedAt = e.At, Cause = e.Cause }
            ),
            MatterTakenOff e => state with { Off = state.Off.Add(new(e.Kind, e.Matter, e.From)) },
            ListsAdjusted e => state with { Adjustments = state.Adjustments.SetItem(e.Year, new(e.Year, e.Document, e.By, e.At)) },
            _ => throw new Unforeseen(happened),
        };

    private MatterLists With(MatterApplicationId id, Func<MatterApplication, MatterApplication> change) =>
        Applications.TryGetValue(id, out var one) ? this with { Applications = Applications.SetItem(id, change(one)) } : this;
}
