using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Emergency.Domain;

/// <summary>Immutable list that is equal to another with equal items in the same order, so that records holding one compare by
/// value.</summary>
[CollectionBuilder(typeof(ListOf), nameof(ListOf.From))]
public sealed class ListOf<T> : IReadOnlyList<T>, IEquatable<ListOf<T>>
{
    public static readonly ListOf<T> Empty = new([]);
    private readonly ImmutableArray<T> _items;

    internal ListOf(ImmutableArray<T> items) => _items = items;

    public int Count => _items.Length;
    public T this[int index] => _items[index];

    public ListOf<T> Add(T item) => new(_items.Add(item));

    public bool Equals(ListOf<T>? other) =>
        other is not null && _items.AsSpan().SequenceEqual(other._items.AsSpan(), EqualityComparer<T>.Default);

    public static bool operator ==(ListOf<T>? left, ListOf<T>? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ListOf<T>? left, ListOf<T>? right) => !(left == right);

    public override bool Equals(object? obj) => Equals(obj as ListOf<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"[{string.Join(", ", _items)}]";
}

/// <summary>Makes lists.</summary>
public static class ListOf
{
    public static ListOf<T> From<T>(ReadOnlySpan<T> items) => items.IsEmpty ? ListOf<T>.Empty : new(ImmutableArray.Create(items));

    public static ListOf<T> From<T>(IEnumerable<T> items) => items as ListOf<T> ?? new ListOf<T>([.. items]);
}
