using System.Collections.Immutable;
using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>One open due time: what of which entity, and when (UTC).</summary>
internal sealed record Due(EntityId Entity, string Of, DateTimeOffset At);

/// <summary>All open due times of a realm, the earliest first.</summary>
internal sealed record DuesKnown(ImmutableDictionary<(EntityId Entity, string Of), Due> Open, ImmutableSortedSet<Due> Order)
{
    public static readonly DuesKnown None = new(
        ImmutableDictionary<(EntityId, string), Due>.Empty,
        ImmutableSortedSet.Create<Due>(Comparer<Due>.Create(Earlier))
    );

    /// <summary>From what a checkpoint holds: there a due time and its key have each a text of their own, here they share it.</summary>
    public static DuesKnown From(ImmutableDictionary<(EntityId Entity, string Of), Due> open)
    {
        var shared = open.ToBuilder();
        foreach (var (key, due) in open)
            if (!ReferenceEquals(due.Entity.Key, key.Entity.Key))
            {
                // An equal value would not be put in the place of the other.
                shared.Remove(key);
                shared.Add(key, new(key.Entity, key.Of, due.At));
            }
        return new(shared.ToImmutable(), None.Order.Union(shared.Values));
    }

    public DateTimeOffset? Next => Order.IsEmpty ? null : Order.Min!.At;

    public bool IsOpen(Due due) => due is not null && Open.TryGetValue((due.Entity, due.Of), out var open) && open.At == due.At;

    public IEnumerable<Due> Until(DateTimeOffset now) => Order.TakeWhile(due => due.At <= now);

    /// <summary>With one due time set, moved or, where <paramref name="at"/> is null, taken away.</summary>
    public DuesKnown With(EntityId entity, string of, DateTimeOffset? at)
    {
        var before = Open.GetValueOrDefault((entity, of));
        if (before?.At == at)
            return this;
        var order = before is null ? Order : Order.Remove(before);
        if (at is not { } when)
            return new(Open.Remove((entity, of)), order);
        var due = new Due(entity, of, when);
        return new(Open.SetItem((entity, of), due), order.Add(due));
    }

    private static int Earlier(Due left, Due right) =>
        left.At.CompareTo(right.At) is not 0 and var byTime ? byTime
        : string.CompareOrdinal(left.Entity.Kind, right.Entity.Kind) is not 0 and var byKind ? byKind
        : string.CompareOrdinal(left.Entity.Key, right.Entity.Key) is not 0 and var byKey ? byKey
        : string.CompareOrdinal(left.Of, right.Of);
}
