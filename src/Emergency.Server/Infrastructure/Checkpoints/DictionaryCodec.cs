using System.Collections.Immutable;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>A dictionary, entry by entry; beside a basis only what is different from it.</summary>
internal abstract class EntriesCodec<TAll, TKey, TValue>(Codecs all) : Codec<TAll?>
    where TAll : class, IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull
{
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
        if (Value.HasRest)
            SideBySide(from, how == Difference ? basis : null, builder);
        else
            for (var left = from.Count(); left > 0; left--)
            {
                var key = Key.Read(from, default);
                builder[key] = Value.Read(from, how == Difference ? basis!.GetValueOrDefault(key) : default);
            }
        return End(builder);
    }

    private void SideBySide(Input from, TAll? basis, IDictionary<TKey, TValue> builder)
    {
        var read = new (TKey Key, Func<TValue> Make)[from.Count()];
        for (var i = 0; i < read.Length; i++)
        {
            var key = Key.Read(from, default);
            read[i] = (key, Value.Begin(from, basis is null ? default : basis.GetValueOrDefault(key)));
        }
        var made = new TValue[read.Length];
        Parallel.For(0, read.Length, i => made[i] = read[i].Make());
        for (var i = 0; i < read.Length; i++)
            builder[read[i].Key] = made[i];
    }

    internal override void Describe(Shape shape)
    {
        shape.Add(typeof(TAll).Name);
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
