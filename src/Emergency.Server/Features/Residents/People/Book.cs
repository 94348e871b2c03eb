using System.Diagnostics.CodeAnalysis;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Features.People;

/// <summary>
/// Persistent map of things by id. In a drill each is seen through a lens that puts a stand-in for the person. The lens
/// costs nothing until a value is used.
/// </summary>
internal sealed class Book<TId, T>
    where TId : notnull
    where T : class
{
    public static readonly Book<TId, T> Empty = new(LeafMap<TId, T>.Empty, null);
    private readonly LeafMap<TId, T> _all;
    private readonly Func<T, T>? _lens;

    private Book(LeafMap<TId, T> all, Func<T, T>? lens) => (_all, _lens) = (all, lens);

    /// <summary>Without a lens.</summary>
    internal static Book<TId, T> From(LeafMap<TId, T> all) => new(all, null);

    /// <summary>All values without the lens.</summary>
    internal LeafMap<TId, T> All => _all;
    internal bool HasLens => _lens is not null;

    public int Count => _all.Count;
    public IEnumerable<TId> Keys => _all.Keys;
    public IEnumerable<T> Values => _lens is null ? _all.Values : _all.Values.Select(_lens);
    public T this[TId id] => See(_all[id]);

    public bool ContainsKey(TId id) => _all.ContainsKey(id);

    public T? GetValueOrDefault(TId id) => _all.TryGetValue(id, out var one) ? See(one) : null;

    public bool TryGetValue(TId id, [MaybeNullWhen(false)] out T one) => (one = GetValueOrDefault(id)) is not null;

    public Book<TId, T> SetItem(TId id, T one) => new(_all.SetItem(id, one), _lens);

    public Book<TId, T> Remove(TId id) => new(_all.Remove(id), _lens);

    /// <summary>Returns the same things seen through a lens. A second call replaces the lens.</summary>
    public Book<TId, T> Seen(Func<T, T> lens) => new(_all, lens);

    private T See(T one) => _lens is null ? one : _lens(one);
}
