using System.Collections;

namespace Emergency.Server.Infrastructure.Leaves;

/// <summary>A persistent set of many small things, kept as <see cref="LeafMap{TKey, TValue}"/> keeps its entries.</summary>
internal sealed class LeafSet<T> : IReadOnlyCollection<T>
    where T : notnull
{
    public static readonly LeafSet<T> Empty = new(LeafMap<T, byte>.Empty);
    private readonly LeafMap<T, byte> _all;

    private LeafSet(LeafMap<T, byte> all) => _all = all;

    public static LeafSet<T> From(IEnumerable<T> items) =>
        new(LeafMap<T, byte>.From([.. items.Select(static item => KeyValuePair.Create(item, (byte)0))]));

    public int Count => _all.Count;
    public bool IsEmpty => _all.IsEmpty;

    public bool Contains(T item) => _all.ContainsKey(item);

    /// <summary>Adds an item; returns the same set if it is already in it.</summary>
    public LeafSet<T> Add(T item) => Contains(item) ? this : new(_all.SetItem(item, 0));

    /// <summary>Removes an item; returns the same set if it is not in it.</summary>
    public LeafSet<T> Remove(T item) => _all.Remove(item) is var left && ReferenceEquals(left, _all) ? this : new(left);

    public IEnumerator<T> GetEnumerator() => _all.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
