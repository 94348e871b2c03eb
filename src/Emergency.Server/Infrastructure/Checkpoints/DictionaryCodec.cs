using System.Collections.Immutable;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>
/// Codec of a dictionary, entry by entry; beside a basis only the differences. A large one is stored in parts, which several processors
/// read side by side.
/// </summary>
internal abstract class EntriesCodec<TAll, TKey, TValue>(Codecs all) : Codec<TAll?>
    where TAll : class, IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull
{
    private const int Large = 1024,
        PartOf = 256;
    private Codec<TKey>? _key;
    private Codec<TValue>? _value;
    private Codec<TKey> Key => _key ??= all.Of<TKey>();
    private Codec<TValue> Value => _value ??= all.Of<TValue>();

    /// <summary>The basis (or an empty one) without some entries and with others.</summary>
    protected abstract TAll Made(TAll? basis, IReadOnlyList<TKey> gone, IReadOnlyCollection<KeyValuePair<TKey, TValue>> set);

    public override void Write(Output to, TAll? value, TAll? basis)
    {
        if (Brief(to, value, basis))
            return;
        if (basis is null && value!.Count >= Large)
        {
            WriteParts(to, value);
            return;
        }
        var changed = basis is null
            ? null
            : value!.Where(entry => !basis.TryGetValue(entry.Key, out var before) || !IsSame(entry.Value, before)).ToList();
        to.Byte(changed is null ? Whole : Difference);
        if (changed is not null)
        {
            var gone = basis!.Keys.Where(key => !value!.ContainsKey(key)).ToList();
            to.Number(gone.Count);
            foreach (var key in gone)
                Key.Write(to, key, default);
        }
        to.Number(changed?.Count ?? value!.Count);
        foreach (var (key, one) in changed ?? (IEnumerable<KeyValuePair<TKey, TValue>>)value!)
        {
            Key.Write(to, key, default);
            Value.Write(to, one, basis is null ? default : basis.GetValueOrDefault(key));
        }
    }

    public override TAll? Read(Input from, TAll? basis)
    {
        var how = from.Byte();
        if (how is None or Same)
            return how == Same ? basis : null;
        if (how == InParts)
            return Made(null, [], ReadParts(from));
        basis = how == Difference ? basis : null;
        var gone = new TKey[how == Difference ? from.Count() : 0];
        for (var i = 0; i < gone.Length; i++)
            gone[i] = Key.Read(from, default);
        var set = new KeyValuePair<TKey, TValue>[from.Count()];
        for (var i = 0; i < set.Length; i++)
        {
            var key = Key.Read(from, default);
            set[i] = new(key, Value.Read(from, basis is null ? default : basis.GetValueOrDefault(key))!);
        }
        return Made(basis, gone, set);
    }

    private void WriteParts(Output to, TAll value)
    {
        to.Byte(InParts);
        to.Number(value.Count);
        foreach (var part in value.Chunk(PartOf))
        {
            using var bytes = new MemoryStream();
            var output = new Output(bytes);
            foreach (var (key, one) in part)
            {
                Key.Write(output, key, default);
                Value.Write(output, one, default);
            }
            output.Flush();
            to.Number(bytes.Length);
            to.Bytes(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
    }

    private List<KeyValuePair<TKey, TValue>> ReadParts(Input from)
    {
        var count = from.Count();
        var parts = new Task<KeyValuePair<TKey, TValue>[]>[(count + PartOf - 1) / PartOf];
        for (var i = 0; i < parts.Length; i++)
        {
            var (bytes, entries) = (from.Part(from.Count()), Math.Min(PartOf, count - (i * PartOf)));
            parts[i] = Task.Run(() => ReadPart(new(bytes), entries));
        }
        var read = new List<KeyValuePair<TKey, TValue>>(count);
        foreach (var part in parts)
            read.AddRange(part.GetAwaiter().GetResult());
        return read;
    }

    private KeyValuePair<TKey, TValue>[] ReadPart(Input from, int entries)
    {
        var read = new KeyValuePair<TKey, TValue>[entries];
        for (var i = 0; i < read.Length; i++)
            read[i] = new(Key.Read(from, default), Value.Read(from, default)!);
        return read;
    }

    internal override void Describe(Shape shape)
    {
        shape.Add($"{typeof(TAll).Name} in parts");
        Key.Describe(shape);
        Value.Describe(shape);
    }

    private static bool IsSame(TValue one, TValue other) =>
        typeof(TValue).IsValueType ? EqualityComparer<TValue>.Default.Equals(one, other) : ReferenceEquals(one, other);
}

internal sealed class DictionaryCodec<TKey, TValue>(Codecs all) : EntriesCodec<ImmutableDictionary<TKey, TValue>, TKey, TValue>(all)
    where TKey : notnull
{
    protected override ImmutableDictionary<TKey, TValue> Made(
        ImmutableDictionary<TKey, TValue>? basis,
        IReadOnlyList<TKey> gone,
        IReadOnlyCollection<KeyValuePair<TKey, TValue>> set
    )
    {
        var builder = (basis ?? ImmutableDictionary<TKey, TValue>.Empty).ToBuilder();
        builder.RemoveRange(gone);
        foreach (var (key, one) in set)
            builder[key] = one;
        return builder.ToImmutable();
    }
}

internal sealed class LeafMapCodec<TKey, TValue>(Codecs all) : EntriesCodec<LeafMap<TKey, TValue>, TKey, TValue>(all)
    where TKey : notnull
{
    protected override LeafMap<TKey, TValue> Made(
        LeafMap<TKey, TValue>? basis,
        IReadOnlyList<TKey> gone,
        IReadOnlyCollection<KeyValuePair<TKey, TValue>> set
    ) =>
        basis is null
            ? LeafMap<TKey, TValue>.From(set)
            : set.Aggregate(
                gone.Aggregate(basis, static (left, key) => left.Remove(key)),
                static (left, one) => left.SetItem(one.Key, one.Value)
            );
}

internal sealed class SortedCodec<TKey, TValue>(Codecs all) : EntriesCodec<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue>(all)
    where TKey : notnull
{
    private readonly IComparer<TKey> _order = Collections.Order<TKey>();

    protected override ImmutableSortedDictionary<TKey, TValue> Made(
        ImmutableSortedDictionary<TKey, TValue>? basis,
        IReadOnlyList<TKey> gone,
        IReadOnlyCollection<KeyValuePair<TKey, TValue>> set
    )
    {
        var builder = (basis ?? ImmutableSortedDictionary.Create<TKey, TValue>(_order)).ToBuilder();
        builder.RemoveRange(gone);
        foreach (var (key, one) in set)
            builder[key] = one;
        return builder.ToImmutable();
    }
}
