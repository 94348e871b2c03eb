using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills;

/// <summary>All drills, the running ones, and the realms of all that ever started.</summary>
internal sealed record DrillsKnown(
    ImmutableDictionary<DrillId, DrillKnown> All,
    ImmutableHashSet<DrillId> Playing,
    ImmutableDictionary<string, Realm> Realms
) : IKnowsRealms
{
    public static readonly DrillsKnown None = new(
        ImmutableDictionary<DrillId, DrillKnown>.Empty,
        [],
        ImmutableDictionary.Create<string, Realm>(StringComparer.Ordinal)
    );

    /// <summary>Time after its end for which a drill's realm stays readable. Its report, notes and improvements stay for good.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Ended drills whose realms are still in memory, in the order in which they ended.</summary>
    public ImmutableList<EndedDrill> Ended { get; init; } = [];

    public IEnumerable<string> Past(DateTimeOffset at) =>
        Ended.TakeWhile(one => one.At + Kept <= at).Select(one => Foundation.Realms.NameOf(one.Id));

    internal DrillsKnown WithoutPast(DateTimeOffset at) =>
        Past(at).Count() is > 0 and var past ? this with { Ended = Ended.RemoveRange(0, past) } : this;

    public DrillKnown? Find(DrillId id) => All.GetValueOrDefault(id);

    public DrillKnown? OfRealm(string realm) => Foundation.Realms.DrillOf(realm) is { } id ? Find(id) : null;

    /// <summary>Running drills of a community.</summary>
    public IEnumerable<DrillKnown> PlayedIn(string community) =>
        Playing.Select(id => All[id]).Where(drill => drill.Facts.Communities.Contains(community, StringComparer.Ordinal));

    internal DrillsKnown With(DrillKnown drill) =>
        this with
        {
            All = All.SetItem(drill.Id, drill),
            Playing = drill.State.Playing ? Playing.Add(drill.Id) : Playing.Remove(drill.Id),
            Realms = drill.State.Clock is { } clock && drill.Began is { } began ? Realms.SetItem(drill.Realm, new(began, clock)) : Realms,
        };
}

/// <summary>End of a drill, by the live clock.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EndedDrill(DateTimeOffset At, DrillId Id);

/// <summary>
/// A drill. <paramref name="Prepared"/>: position of its first event. <paramref name="Began"/>: position at which its realm begins.
/// <paramref name="Started"/>: the drill's time then. <paramref name="Notes"/>: notes, the earliest first.
/// </summary>
internal sealed record DrillKnown(
    DrillId Id,
    Drill State,
    Position Prepared,
    Position? Began,
    DateTimeOffset? Started,
    ImmutableList<DrillNoted> Notes
) : IFound<DrillKnown>
{
    /// <summary>Steps of its improvements, the earliest first.</summary>
    public ImmutableList<ImprovementEvent> Steps { get; init; } = [];

    /// <summary>Stops and restarts of its clock, the earliest first, by the realm's clock.</summary>
    public ImmutableList<Halt> Halts { get; init; } = [];

    /// <summary>Accounts that have prepared it, informed the parties or led it.</summary>
    public ImmutableHashSet<Domain.AccountId> Leaders { get; init; } = [];
    public DrillFacts Facts => State.Facts!;
    public string Realm => Foundation.Realms.NameOf(Id);

    static DrillKnown? IFound<DrillKnown>.Of(Known known, string realm, Guid id) => known.Of<DrillsKnown>().Find(new(id));

    public bool ExistsFor(Asked asked) => DrillSight.Sees(asked, this);
}

/// <param name="Reason">Reason of a stop; null for a restart.</param>
internal sealed record Halt(DateTimeOffset At, PauseReason? Reason);
