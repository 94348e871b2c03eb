using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Warnings;

/// <summary>All warnings of a realm by where they came in, those that warn somebody, and the codes of all divisions: who watches a community hears of its county's warning.</summary>
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

    /// <summary>The public warnings of which it was heard last that they are over: lifted, cancelled or expired, not replaced.</summary>
    public ListOf<WarningKnown> Ended { get; init; } = [];

    /// <summary>The one that ended last of those that warned a division.</summary>
    public WarningKnown? LastOver(string division) => Ended.Where(one => one.State.Facts!.Touches(division)).MaxBy(one => one.EndedAt);

    public WarningKnown? Find(WarningId id) => Positions.TryGetValue(id, out var at) ? All[at] : null;

    /// <summary>What warns a division, or a part of it, at this instant; the highest colour first, and once where the city's desk and the county's both have it.</summary>
    public IEnumerable<WarningKnown> Now(string division, DateTimeOffset at) =>
        Running
            .Values.Where(one => one.State.Facts!.Holds(at) && one.State.Facts.Touches(division) && !one.State.IsLiftedFor(division))
            .OrderByDescending(one => one.State.Facts!.Level)
            .ThenByDescending(one => one.ReceivedAt.Value)
            .DistinctBy(one => one.State.Facts!.Key);

    internal WarningsKnown With(WarningKnown warning) =>
        this with
        {
            All = All.SetItem(warning.ReceivedAt.Value, warning),
            Positions = Positions.SetItem(warning.Id, warning.ReceivedAt.Value),
            Running = warning.Warns ? Running.SetItem(warning.ReceivedAt.Value, warning) : Running.Remove(warning.ReceivedAt.Value),
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

/// <summary>One warning; <paramref name="ReceivedAt"/> is where its first event lies, <paramref name="At"/> when that was.</summary>
internal sealed record WarningKnown(WarningId Id, Warning State, Position ReceivedAt, DateTimeOffset At) : IFound<WarningKnown>
{
    /// <summary>When it was lifted or cancelled, or its time was over; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>In force, actual and for somebody here: what is an exercise or test, or reaches none of our divisions, warns nobody.</summary>
    public bool Warns => State is { Running: true, Facts: { Actual: true, Reaches: true } };

    /// <summary>The id of a message at the desk that receives it: the same message again, or one that speaks of it, finds it.</summary>
    public static WarningId IdOf(string home, MessageKey key) =>
        new(Derived.Register("warning", home, FormattableString.Invariant($"{key.Sender}\n{key.Identifier}\n{key.Sent.UtcTicks}")));

    static WarningKnown? IFound<WarningKnown>.Of(Known known, string realm, Guid id) => known.Of<WarningsKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => State.Facts is { } facts && WarningSight.Sees(asked, facts);
}
