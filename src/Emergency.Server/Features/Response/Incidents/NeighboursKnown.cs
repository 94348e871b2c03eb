using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// Running incidents that can be the same as others. When an incident opens, is placed, gets work or ends, only its
/// surroundings are checked. Immutable, like everything that a view keeps.
/// </summary>
internal sealed class NeighboursKnown
{
    private static readonly ImmutableSortedSet<Neighbour> Nobody = ImmutableSortedSet.Create(Neighbour.AsMain);
    public static readonly NeighboursKnown None = new();

    /// <summary>Stores sorted sets as lists.</summary>
    internal static readonly KeptAs Listing = KeptAs.Make<NeighboursKnown, Listed>(
        static all =>
            new(all.Spots.ToImmutableDictionary(one => one.Key, one => ListOf.From(one.Value)), ListOf.From(all.Waiting), all.Changed),
        static kept =>
            new()
            {
                Spots = kept.Spots.ToImmutableDictionary(one => one.Key, one => Nobody.Union(one.Value)),
                Waiting = None.Waiting.Union(kept.Waiting),
                Changed = kept.Changed,
            }
    );

    private sealed record Listed(
        ImmutableDictionary<NeighbourSpot, ListOf<Neighbour>> Spots,
        ListOf<Neighbour> Waiting,
        ImmutableDictionary<string, long> Changed
    );

    private ImmutableDictionary<NeighbourSpot, ImmutableSortedSet<Neighbour>> Spots { get; init; } =
        ImmutableDictionary<NeighbourSpot, ImmutableSortedSet<Neighbour>>.Empty;

    /// <summary>Incidents without work that have another near them, or whose place nobody knows; by opening.</summary>
    public ImmutableSortedSet<Neighbour> Waiting { get; private init; } = ImmutableSortedSet.Create(Neighbour.ByOpening);

    /// <summary>For each division, the position of the last change in its joinable incidents.</summary>
    public ImmutableDictionary<string, long> Changed { get; private init; } =
        ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>State after an incident has become another neighbour, or none: the same where nothing relevant has changed.</summary>
    /// <param name="quiet">True to tell no desk: those who cannot know of the change must not notice it.</param>
    public NeighboursKnown With(Neighbour? before, Neighbour? after, Position at, JoinReach reach, bool quiet = false)
    {
        if (Equals(before, after))
            return this;
        var (touched, next) = (before is not null && Touches(before, reach), this);
        // If only work has begun, or other desks answer for it, it is near the same ones as before.
        if (before is not null && after is not null && before with { Begun = after.Begun, Answers = after.Answers } == after)
            next = next.Replaced(before, after, reach);
        else
        {
            if (before is not null)
                next = next.Without(before, reach);
            if (after is not null)
                next = next.With(after, reach);
        }
        touched |= after is not null && next.Touches(after, reach);
        if (!touched || quiet)
            return next;
        var codes = Lights.Above([.. before?.Answers ?? [], .. after?.Answers ?? []]);
        var changed = next.Changed.SetItems(codes.Select(code => KeyValuePair.Create(code, at.Value)));
        return new()
        {
            Spots = next.Spots,
            Waiting = next.Waiting,
            Changed = changed,
        };
    }

    /// <summary>
    /// The incident to which a single click joins it: with work begun, else the oldest; only of those that are
    /// <paramref name="allowed"/>.
    /// </summary>
    public Neighbour? Main(Neighbour one, JoinReach reach, Func<Neighbour, bool> allowed)
    {
        Neighbour? best = null;
        foreach (var spot in one.SpotsAround(reach))
        foreach (var other in At(spot))
        {
            if (!one.MayJoin(other) || (best is not null && Neighbour.AsMain.Compare(best, other) <= 0))
                break;
            if (!one.IsNear(other, reach) || !allowed(other))
                continue;
            best = other;
            break;
        }
        return best;
    }

    /// <summary>True when there is any incident of its kind, within the minutes, to which it could be joined.</summary>
    public bool HasAnyMain(Neighbour one, JoinReach reach, Func<Neighbour, bool> allowed) =>
        Around(one, NeighbourSpotOf.Kind, reach, one.MayJoin).Any(allowed);

    private ImmutableSortedSet<Neighbour> At(NeighbourSpot spot) => Spots.GetValueOrDefault(spot, Nobody);

    private bool HasNear(Neighbour one, JoinReach reach) =>
        one.SpotsAround(reach).Any(spot => At(spot).Any(other => one.IsNear(other, reach)));

    /// <summary>True when a change of this incident can change an offer to somebody.</summary>
    private bool Touches(Neighbour one, JoinReach reach)
    {
        if (one.IsUnplaced || HasNear(one, reach))
            return true;
        return Around(one, NeighbourSpotOf.Unplaced, reach, _ => true).Any(unplaced => !unplaced.Begun && Hangs(unplaced, one, reach));
    }

    /// <summary>
    /// True when the offer for the unplaced incident depends on this one: no third exists to which everybody who has the
    /// unplaced one could join it.
    /// </summary>
    private bool Hangs(Neighbour unplaced, Neighbour one, JoinReach reach) =>
        !Around(unplaced, NeighbourSpotOf.Kind, reach, unplaced.MayJoin)
            .Any(other => other.Opened != one.Opened && other.IsOpenToAllOf(unplaced));

    /// <summary>All others of a kind that were reported within the minutes and are wanted.</summary>
    private IEnumerable<Neighbour> Around(Neighbour one, NeighbourSpotOf of, JoinReach reach, Func<Neighbour, bool> wanted)
    {
        var now = reach.Time(one.Told);
        for (var time = now - 1; time <= now + 1; time++)
            foreach (var other in At(new(one.Kind, time, of)).TakeWhile(wanted))
                if (other.Opened != one.Opened && reach.InTime(one.Told, other.Told))
                    yield return other;
    }

    private NeighboursKnown Replaced(Neighbour before, Neighbour after, JoinReach reach)
    {
        var waiting = Waiting.Remove(before);
        return new()
        {
            Spots = Kept(before, after, reach),
            Waiting = Waits(after, reach) ? waiting.Add(after) : waiting,
            Changed = Changed,
        };
    }

    private NeighboursKnown With(Neighbour one, JoinReach reach)
    {
        var waiting = Waiting.ToBuilder();
        // A spot with two incidents surely near each other needs no look: both wait already.
        foreach (var spot in one.SpotsAround(reach))
            if (At(spot) is { Count: > 0 } here && !(here.Count > 1 && spot.IsSure(reach)))
                foreach (var other in here.Where(other => !other.Begun && !waiting.Contains(other) && one.IsNear(other, reach)))
                    waiting.Add(other);
        if (Waits(one, reach))
            waiting.Add(one);
        return new()
        {
            Spots = Kept(null, one, reach),
            Waiting = waiting.ToImmutable(),
            Changed = Changed,
        };
    }

    private NeighboursKnown Without(Neighbour one, JoinReach reach)
    {
        var (next, waiting) = (new NeighboursKnown { Spots = Kept(one, null, reach) }, Waiting.Remove(one).ToBuilder());
        foreach (var spot in one.SpotsAround(reach))
            if (next.At(spot) is { Count: > 0 } here && !(here.Count > 1 && spot.IsSure(reach)))
                foreach (var other in here.Where(other => waiting.Contains(other) && !next.Waits(other, reach)))
                    waiting.Remove(other);
        return new()
        {
            Spots = next.Spots,
            Waiting = waiting.ToImmutable(),
            Changed = Changed,
        };
    }

    private bool Waits(Neighbour one, JoinReach reach) => !one.Begun && (one.IsUnplaced || HasNear(one, reach));

    private ImmutableDictionary<NeighbourSpot, ImmutableSortedSet<Neighbour>> Kept(Neighbour? before, Neighbour? after, JoinReach reach)
    {
        var spots = Spots.ToBuilder();
        foreach (var spot in before?.Spots(reach) ?? [])
            if (spots[spot].Remove(before!) is { IsEmpty: false } left)
                spots[spot] = left;
            else
                spots.Remove(spot);
        foreach (var spot in after?.Spots(reach) ?? [])
            spots[spot] = spots.GetValueOrDefault(spot, Nobody).Add(after!);
        return spots.ToImmutable();
    }
}
