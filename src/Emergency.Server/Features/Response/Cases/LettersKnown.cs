using System.Collections.Immutable;

namespace Emergency.Server.Features.Cases;

/// <summary>
/// The newest messages of hotlines by id, with the digest of their content, because an id may be used for one message only.
/// </summary>
/// <param name="Heard">Time of each line's last message.</param>
internal sealed record LettersKnown(
    ImmutableDictionary<Guid, string> Digests,
    ImmutableQueue<Guid> Order,
    ImmutableDictionary<string, DateTimeOffset> Heard
)
{
    /// <summary>Most messages kept; only their own case knows older ids.</summary>
    public const int Most = 20_000;
    public static readonly LettersKnown None = new(
        ImmutableDictionary<Guid, string>.Empty,
        [],
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal)
    );

    internal LettersKnown With(Guid id, string digest, string hotline, DateTimeOffset at)
    {
        if (Digests.ContainsKey(id))
            return this;
        var (digests, order, heard) = (Digests.Add(id, digest), Order.Enqueue(id), Heard.SetItem(hotline, at));
        if (digests.Count <= Most)
            return new(digests, order, heard);
        order = order.Dequeue(out var oldest);
        return new(digests.Remove(oldest), order, heard);
    }
}
