using System.Collections.Immutable;

namespace Emergency.Server.Features.Cases;

/// <summary>The newest messages of hotlines by the id they came under, with the digest of what was in them: an id is used for one message only.</summary>
/// <param name="Heard">When each line said something the last time.</param>
internal sealed record LettersKnown(
    ImmutableDictionary<Guid, string> Digests,
    ImmutableQueue<Guid> Order,
    ImmutableDictionary<string, DateTimeOffset> Heard
)
{
    /// <summary>Messages kept; older ids are known to their own case only.</summary>
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
