using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>Codecs of collections that are written item by item.</summary>
internal static class Collections
{
    public static Codec Set<T>(Codecs all) =>
        new ItemsCodec<ImmutableHashSet<T>, T>(all, static set => set.Count, static items => [.. items]);

    public static Codec Leaves<T>(Codecs all)
        where T : notnull => new ItemsCodec<LeafSet<T>, T>(all, static set => set.Count, static items => LeafSet<T>.From(items));

    public static Codec Sorted<T>(Codecs all) =>
        new ItemsCodec<ImmutableSortedSet<T>, T>(all, static set => set.Count, static items => items.ToImmutableSortedSet(Order<T>()));

    public static Codec List<T>(Codecs all) =>
        new ItemsCodec<ImmutableList<T>, T>(all, static list => list.Count, static items => [.. items]);

    public static Codec Queue<T>(Codecs all) =>
        new ItemsCodec<ImmutableQueue<T>, T>(all, static queue => queue.Count(), static items => [.. items]);

    public static Codec ListOf<T>(Codecs all) =>
        new ItemsCodec<ListOf<T>, T>(all, static list => list.Count, static items => Domain.ListOf.From<T>(items.AsSpan()));

    public static Codec Array<T>(Codecs all) => new ItemsCodec<T[], T>(all, static items => items.Length, static items => items);

    public static Codec Any<T>(Codecs all) => new ItemsCodec<IReadOnlyList<T>, T>(all, static items => items.Count, static items => items);

    public static Codec Pairs<TKey, TValue>(Codecs all)
        where TKey : notnull =>
        new ItemsCodec<IReadOnlyDictionary<TKey, TValue>, (TKey Key, TValue Value)>(
            all,
            static pairs => pairs.Count,
            static items => items.ToDictionary(one => one.Key, one => one.Value),
            static pairs => pairs.Select(one => (one.Key, one.Value))
        );

    /// <summary>Orders keys; texts by their characters. Throws for a type without an order of its own: its view must supply one.</summary>
    public static IComparer<T> Order<T>()
    {
        if (typeof(T) == typeof(string))
            return (IComparer<T>)(object)StringComparer.Ordinal;
        return typeof(T).IsAssignableTo(typeof(IComparable<T>))
            ? Comparer<T>.Default
            : throw new InvalidOperationException($"{typeof(T)} has no order of its own");
    }
}

internal sealed class ItemsCodec<TAll, T>(Codecs all, Func<TAll, int> count, Func<T[], TAll> make, Func<TAll, IEnumerable<T>>? items = null)
    : Codec<TAll?>
    where TAll : class
{
    private Codec<T>? _item;
    private Codec<T> Item => _item ??= all.Of<T>();

    public override void Write(Output to, TAll? value, TAll? basis)
    {
        if (Brief(to, value, basis))
            return;
        to.Byte(Whole);
        to.Number(count(value!));
        foreach (var one in items?.Invoke(value!) ?? (IEnumerable<T>)value!)
            Item.Write(to, one, default);
    }

    public override TAll? Read(Input from, TAll? basis)
    {
        if (from.Byte() is var how && how != Whole)
            return how == Same ? basis : null;
        var read = new T[from.Count()];
        for (var i = 0; i < read.Length; i++)
            read[i] = Item.Read(from, default);
        return make(read);
    }

    internal override void Describe(Shape shape)
    {
        shape.Add(typeof(TAll).Name);
        Item.Describe(shape);
        if (typeof(TAll).IsGenericType && typeof(TAll).GetGenericTypeDefinition() == typeof(ImmutableSortedSet<>))
            _ = Collections.Order<T>();
    }
}

internal sealed class ArrayCodec<T>(Codecs all) : Codec<ImmutableArray<T>>
{
    private readonly Codec<T[]?> _items = (Codec<T[]?>)Collections.Array<T>(all);

    public override void Write(Output to, ImmutableArray<T> value, ImmutableArray<T> basis) =>
        _items.Write(to, value.IsDefault ? null : [.. value], null);

    public override ImmutableArray<T> Read(Input from, ImmutableArray<T> basis) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(_items.Read(from, null));

    internal override void Describe(Shape shape) => _items.Describe(shape);
}
