using System.Collections.Immutable;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>A dictionary, entry by entry; beside a basis only what is different from it. A large one lies in parts, which several processors read side by side.</summary>
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

    protected abstract IDictionary<TKey, TValue> Begin(TAll? basis);
    protected abstract TAll End(IDictionary<TKey, TValue> builder);

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
        var builder = Begin(how == Difference ? basis : null);
        if (how == Difference)
            for (var left = from.Count(); left > 0; left--)
                builder.Remove(Key.Read(from, default));
        if (how == InParts)
            ReadParts(from, builder);
        else
            for (var left = from.Count(); left > 0; left--)
            {
                var key = Key.Read(from, default);
                builder[key] = Value.Read(from, how == Difference ? basis!.GetValueOrDefault(key) : default);
            }
        return End(builder);
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

    private void ReadParts(Input from, IDictionary<TKey, TValue> builder)
    {
        var count = from.Count();
        var parts = new Task<KeyValuePair<TKey, TValue>[]>[(count + PartOf - 1) / PartOf];
        for (var i = 0; i < parts.Length; i++)
        {
            var (bytes, entries) = (from.Part(from.Count()), Math.Min(PartOf, count - (i * PartOf)));
            parts[i] = Task.Run(() => ReadPart(new(bytes), entries));
        }
        foreach (var part in parts)
        foreach (var (key, one) in part.GetAwaiter().GetResult())
            builder[key] = one;
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
    protected override IDictionary<TKey, TValue> Begin(ImmutableDictionary<TKey, TValue>? basis) =>
        (basis ?? ImmutableDictionary<TKey, TValue>.Empty).ToBuilder();

    protected override ImmutableDictionary<TKey, TValue> End(IDictionary<TKey, TValue> builder) =>
        ((ImmutableDictionary<TKey, TValue>.Builder)builder).ToImmutable();
}

internal sealed class SortedCodec<TKey, TValue>(Codecs all) : EntriesCodec<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue>(all)
    where TKey : notnull
{
    private readonly IComparer<TKey> _order = Collections.Order<TKey>();

    protected override IDictionary<TKey, TValue> Begin(ImmutableSortedDictionary<TKey, TValue>? basis) =>
        (basis ?? ImmutableSortedDictionary.Create<TKey, TValue>(_order)).ToBuilder();

    protected override ImmutableSortedDictionary<TKey, TValue> End(IDictionary<TKey, TValue> builder) =>
        ((ImmutableSortedDictionary<TKey, TValue>.Builder)builder).ToImmutable();
}
