namespace Emergency.Server.Infrastructure.Leaves;

/// <summary>
/// The tree under a <see cref="LeafMap{TKey, TValue}"/>: a node is an array of entries, or a <see cref="Branch"/> by the next two bits of
/// the hash.
/// </summary>
internal static class Leaf
{
    /// <summary>Entries of one array; more only where the whole hashes are equal.</summary>
    public const int Most = 32;

    private const int Few = Most / 2,
        Bits = 2,
        Fan = 1 << Bits,
        All32 = 32;

    /// <param name="Count">Entries below.</param>
    /// <param name="Least">The lowest rank below.</param>
    private sealed record Branch(object[] Below, int Count, long Least);

    /// <summary>The first bits decide first, so that the order of hashes is the order of the tree.</summary>
    public static uint Hash<TKey>(TKey key)
        where TKey : notnull => unchecked((uint)key.GetHashCode() * 0x9E3779B1u);

    public static (KeyValuePair<TKey, TValue>[] Leaf, int At) Find<TKey, TValue>(object node, TKey key)
        where TKey : notnull
    {
        var hash = Hash(key);
        for (var depth = 0; node is Branch branch; depth++)
            node = branch.Below[Way(hash, depth)];
        var leaf = (KeyValuePair<TKey, TValue>[])node;
        return (leaf, At(leaf, key));
    }

    public static object Set<TKey, TValue>(object node, uint hash, int depth, KeyValuePair<TKey, TValue> entry, out bool added)
        where TKey : notnull
    {
        if (node is Branch branch)
        {
            var way = Way(hash, depth);
            return Made<TKey, TValue>(branch.Below, way, Set(branch.Below[way], hash, depth + 1, entry, out added));
        }
        var leaf = (KeyValuePair<TKey, TValue>[])node;
        var at = At(leaf, entry.Key);
        added = at < 0;
        if (added)
            return Grown((KeyValuePair<TKey, TValue>[])[.. leaf, entry], depth);
        leaf = [.. leaf];
        leaf[at] = entry;
        return leaf;
    }

    /// <summary>Removes a key; returns the same node where there is no such key.</summary>
    public static object Without<TKey, TValue>(object node, uint hash, int depth, TKey key)
        where TKey : notnull
    {
        if (node is Branch branch)
        {
            var way = Way(hash, depth);
            var below = Without<TKey, TValue>(branch.Below[way], hash, depth + 1, key);
            if (ReferenceEquals(below, branch.Below[way]))
                return node;
            var left = Made<TKey, TValue>(branch.Below, way, below);
            return left.Count > Few ? left : All<TKey, TValue>(left).ToArray();
        }
        var leaf = (KeyValuePair<TKey, TValue>[])node;
        var at = At(leaf, key);
        return at < 0 ? node : (KeyValuePair<TKey, TValue>[])[.. leaf.AsSpan(0, at), .. leaf.AsSpan(at + 1)];
    }

    /// <summary>A tree of entries with different keys.</summary>
    public static object Built<TKey, TValue>(KeyValuePair<TKey, TValue>[] entries)
        where TKey : notnull => Grown(entries, 0);

    public static IEnumerable<KeyValuePair<TKey, TValue>> All<TKey, TValue>(object node) =>
        node is Branch branch ? branch.Below.SelectMany(All<TKey, TValue>) : (KeyValuePair<TKey, TValue>[])node;

    public static IEnumerable<KeyValuePair<TKey, TValue>> UpTo<TKey, TValue>(object node, long rank) =>
        node is Branch branch
            ? branch.Least <= rank
                ? branch.Below.SelectMany(below => UpTo<TKey, TValue>(below, rank))
                : []
            : ((KeyValuePair<TKey, TValue>[])node).Where(entry => Rank(entry.Value) <= rank);

    public static long Above<TKey, TValue>(object node, long rank, long best = long.MaxValue)
    {
        if (node is Branch branch)
        {
            if (branch.Least > rank)
                return Math.Min(best, branch.Least);
            foreach (var below in branch.Below)
                best = Above<TKey, TValue>(below, rank, best);
            return best;
        }
        foreach (var entry in (KeyValuePair<TKey, TValue>[])node)
            if (Rank(entry.Value) is var at && at > rank && at < best)
                best = at;
        return best;
    }

    // Splits entries that are too many for one array into arrays of their own, unless all bits are used up: their hashes are then equal.
    private static object Grown<TKey, TValue>(KeyValuePair<TKey, TValue>[] entries, int depth)
        where TKey : notnull
    {
        if (entries.Length <= Most || depth * Bits >= All32)
            return entries;
        var below = new object[Fan];
        for (var way = 0; way < Fan; way++)
            below[way] = Grown(Array.FindAll(entries, entry => Way(Hash(entry.Key), depth) == way), depth + 1);
        return Branched<TKey, TValue>(below);
    }

    private static Branch Made<TKey, TValue>(object[] before, int way, object now)
    {
        object[] below = [.. before];
        below[way] = now;
        return Branched<TKey, TValue>(below);
    }

    private static Branch Branched<TKey, TValue>(object[] below)
    {
        var (count, least) = (0, long.MaxValue);
        foreach (var node in below)
            if (node is Branch branch)
                (count, least) = (count + branch.Count, Math.Min(least, branch.Least));
            else
            {
                var leaf = (KeyValuePair<TKey, TValue>[])node;
                count += leaf.Length;
                if (default(TValue) is IRanked)
                    foreach (var entry in leaf)
                        least = Math.Min(least, Rank(entry.Value));
            }
        return new(below, count, least);
    }

    private static long Rank<TValue>(TValue value) => value is IRanked ranked ? ranked.Rank : long.MaxValue;

    private static int Way(uint hash, int depth) => (int)(hash >> (All32 - Bits - (depth * Bits))) & (Fan - 1);

    private static int At<TKey, TValue>(KeyValuePair<TKey, TValue>[] leaf, TKey key)
        where TKey : notnull
    {
        for (var at = 0; at < leaf.Length; at++)
            if (EqualityComparer<TKey>.Default.Equals(leaf[at].Key, key))
                return at;
        return -1;
    }
}
