using System.Collections.Concurrent;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>An open due time of an entity: its subject and its time (UTC).</summary>
internal sealed record Due(EntityId Entity, string Of, DateTimeOffset At);

/// <summary>
/// The entity and subject of a due time. Most entities' keys end with an id, which as text takes three times the memory, and every visited
/// person has one.
/// </summary>
internal readonly record struct DueKey(DueOf Group, Guid Id)
{
    private const int IdLength = 36;

    public static DueKey From(EntityId entity, string of)
    {
        var key = entity.Key;
        var before = key.Length - IdLength;
        // An id in another notation would not be restored to the same text.
        return
            before >= 0
            && Guid.TryParseExact(key.AsSpan(before), "D", out var id)
            && id != default
            && key.EndsWith($"{id}", StringComparison.Ordinal)
            ? new(DueOf.Shared(entity.Realm, entity.Kind, key[..before], of), id)
            : new(new(entity.Realm, entity.Kind, key, of), default);
    }

    public string Of => Group.Of;

    public EntityId Entity => new(Group.Realm, Group.Kind, Id == default ? Group.Key : $"{Group.Key}{Id}");
}

/// <summary>The part that many due times with different ids have in common: one object for all of them.</summary>
/// <param name="Key">The entity's key without the id at its end.</param>
internal sealed record DueOf(string Realm, string Kind, string Key, string Of)
{
    private static readonly ConcurrentDictionary<DueOf, DueOf> All = [];

    /// <summary>
    /// Shares one object per subject that is a word. A subject that contains an id is not shared, since it would never be forgotten.
    /// </summary>
    public static DueOf Shared(string realm, string kind, string key, string of)
    {
        var one = new DueOf(realm, kind, key, of);
        return of.Any(char.IsAsciiDigit) ? one : All.GetOrAdd(one, one);
    }
}

/// <param name="Ticks">UTC.</param>
internal readonly record struct DueAt(long Ticks) : IRanked
{
    long IRanked.Rank => Ticks;
    public DateTimeOffset At => new(Ticks, TimeSpan.Zero);
}

/// <summary>All open due times of a realm.</summary>
internal sealed record DuesKnown(LeafMap<DueKey, DueAt> Open)
{
    public static readonly DuesKnown None = new(LeafMap<DueKey, DueAt>.Empty);

    /// <summary>All open due times, the earliest first.</summary>
    public IEnumerable<Due> Order => Ordered(Open);

    /// <summary>The due times until now, the earliest first.</summary>
    public IEnumerable<Due> Until(DateTimeOffset now) => Ordered(Open.UpTo(now.UtcTicks));

    /// <summary>The first time after now; null where nothing more is due.</summary>
    public DateTimeOffset? After(DateTimeOffset now) =>
        Open.Above(now.UtcTicks) is var ticks and not long.MaxValue ? new DueAt(ticks).At : null;

    public bool IsOpen(Due due) =>
        due is not null && Open.TryGetValue(DueKey.From(due.Entity, due.Of), out var open) && open.Ticks == due.At.UtcTicks;

    /// <summary>Returns the dues with one due time set, moved or, where <paramref name="at"/> is null, removed.</summary>
    public DuesKnown With(EntityId entity, string of, DateTimeOffset? at)
    {
        var key = DueKey.From(entity, of);
        var before = Open.TryGetValue(key, out var open) ? open : (DueAt?)null;
        var now = at is { } when ? new DueAt(when.UtcTicks) : (DueAt?)null;
        return before == now ? this
            : now is { } set ? new(Open.SetItem(key, set))
            : new(Open.Remove(key));
    }

    private static IOrderedEnumerable<Due> Ordered(IEnumerable<KeyValuePair<DueKey, DueAt>> all) =>
        all.Select(static one => new Due(one.Key.Entity, one.Key.Of, one.Value.At))
            .OrderBy(static due => due.At)
            .ThenBy(static due => due.Entity.Kind, StringComparer.Ordinal)
            .ThenBy(static due => due.Entity.Key, StringComparer.Ordinal)
            .ThenBy(static due => due.Of, StringComparer.Ordinal);
}
