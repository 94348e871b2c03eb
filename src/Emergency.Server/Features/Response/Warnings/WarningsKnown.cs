using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Warnings;

/// <summary>
/// All warnings of a realm in the order they came in, those that warn somebody, and the codes of all divisions:
/// subscribers of a community hear of its county's warning.
/// </summary>
internal sealed record WarningsKnown(
    ImmutableSortedDictionary<long, WarningKnown> All,
    ImmutableDictionary<WarningId, long> Positions,
    ImmutableSortedDictionary<long, WarningKnown> Running,
    ImmutableSortedSet<string> Codes
)
{
    public static readonly WarningsKnown None = new(
        ImmutableSortedDictionary<long, WarningKnown>.Empty,
        ImmutableDictionary<WarningId, long>.Empty,
        ImmutableSortedDictionary<long, WarningKnown>.Empty,
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal)
    );

    private const int Remembered = 50;

    /// <summary>The latest public warnings that are over: lifted, cancelled or expired, not replaced.</summary>
    public ListOf<WarningKnown> Ended { get; init; } = [];

    /// <summary>Latest ended warning of those that warned a division.</summary>
    public WarningKnown? LastOver(string division) => Ended.Where(one => one.State.Facts!.Touches(division)).MaxBy(one => one.EndedAt);

    /// <summary>Messages for a person to settle, the oldest first.</summary>
    public IEnumerable<WarningKnown> Waiting => Waits.Values;

    internal ImmutableSortedDictionary<long, WarningKnown> Waits { get; init; } = ImmutableSortedDictionary<long, WarningKnown>.Empty;

    /// <summary>All warnings that a message brought to a desk; none where it has not come.</summary>
    public IEnumerable<WarningKnown> PartsOf(string home, MessageKey key)
    {
        for (int? part = null; Find(WarningKnown.IdOf(home, key, part)) is { } found; part = (part ?? 1) + 1)
            if (found.State.Facts is not null || part is null)
                yield return found;
    }

    /// <summary>
    /// Warnings that a message without a reference can mean: in force at the same desk, on the same ground, of the same
    /// hazard; all of them where it does not say.
    /// </summary>
    public IEnumerable<WarningKnown> MayBeMeantBy(WarningKnown message)
    {
        var (home, divisions, hazard) = message.State.Facts is { } facts
            ? (facts.Home, facts.Divisions, facts.Hazard)
            : (message.Home, message.State.TakesBack?.Said?.Divisions ?? [], message.State.TakesBack?.Said?.Hazard);
        return Running.Values.Where(one =>
            one.Id != message.Id
            && one.ReceivedAt.Value < message.ReceivedAt.Value
            && one.State.Facts is { } other
            && other.Home == home
            && (hazard is null || other.Hazard is null || other.Hazard == hazard)
            && (divisions.Count == 0 || divisions.Any(other.Touches))
        );
    }

    public WarningKnown? Find(WarningId id) => Positions.TryGetValue(id, out var at) ? All[at] : null;

    /// <summary>
    /// Warnings in force for a division, or a part of it, at this instant, the highest colour first. A warning at both the
    /// city's desk and the county's appears once.
    /// </summary>
    public IEnumerable<WarningKnown> Now(string division, DateTimeOffset at) =>
        Running
            .Values.Where(one => one.State.Facts!.Holds(at) && one.State.Facts.Touches(division) && !one.State.IsLiftedFor(division))
            .OrderByDescending(one => one.State.Facts!.Level)
            .ThenByDescending(one => one.ReceivedAt.Value)
            .DistinctBy(one => (one.State.Facts!.Key, one.State.Facts.Part));

    internal WarningsKnown With(WarningKnown warning) =>
        this with
        {
            All = All.SetItem(warning.ReceivedAt.Value, warning),
            Positions = Positions.SetItem(warning.Id, warning.ReceivedAt.Value),
            Running = warning.Warns ? Running.SetItem(warning.ReceivedAt.Value, warning) : Running.Remove(warning.ReceivedAt.Value),
            Waits = warning.State.Waits ? Waits.SetItem(warning.ReceivedAt.Value, warning) : Waits.Remove(warning.ReceivedAt.Value),
            Ended = warning
                is {
                    EndedAt: not null,
                    State:
                    { Stage: WarningStage.Lifted or WarningStage.Cancelled or WarningStage.Expired, Facts: { Actual: true, Public: true } }
                }
                ? [warning, .. Ended.Where(one => one.Id != warning.Id).Take(Remembered - 1)]
                : Ended,
        };
}

/// <summary>A warning. <paramref name="ReceivedAt"/> is the position of its first event, <paramref name="At"/> the time of it.</summary>
internal sealed record WarningKnown(WarningId Id, Warning State, Position ReceivedAt, DateTimeOffset At) : IFound<WarningKnown>
{
    /// <summary>Time at which it was lifted or cancelled, or expired; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// True while in force, actual and for somebody here. An exercise or test, or a warning that reaches none of our
    /// divisions, warns nobody.
    /// </summary>
    public bool Warns => State is { Running: true, Facts: { Actual: true, Reaches: true } };

    /// <summary>Division of the desk that received it; empty before the message has come.</summary>
    public string Home => State.Facts?.Home ?? State.TakesBack?.Home ?? "";

    /// <summary>
    /// True when the warning is shown to the public. A message that only reads as the end of another stays back until
    /// somebody has looked.
    /// </summary>
    public bool IsPublic => State is { Facts.Public: true } and not { Waits: true, Facts.Doubt: WarningDoubt.ReadsAsLifting };

    /// <summary>The id of a message at the desk that receives it. A repeated message finds it, and so does one that refers to it.</summary>
    /// <param name="part">From 2, where the message is several warnings.</param>
    public static WarningId IdOf(string home, MessageKey key, int? part = null) =>
        new(
            Derived.Register(
                "warning",
                home,
                FormattableString.Invariant($"{key.Sender}\n{key.Identifier}\n{key.Sent.UtcTicks}")
                    + (part is null ? "" : FormattableString.Invariant($"\n{part}"))
            )
        );

    static WarningKnown? IFound<WarningKnown>.Of(Known known, string realm, Guid id) => known.Of<WarningsKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => State.Facts is { } facts ? WarningSight.Sees(asked, facts) : WarningSight.IsOfDesk(asked, Home);
}
