using System.Collections.Immutable;

namespace Emergency.Server.Features.Cases;

/// <summary>The newest messages of hotlines by the id they came under, with the digest of what was in them: an id is used for one message only.</summary>
internal sealed record LettersKnown(ImmutableDictionary<Guid, string> Digests, ImmutableQueue<Guid> Order)
{
    /// <summary>Messages kept; older ids are known to their own case only.</summary>
    public const int Most = 20_000;
    public static readonly LettersKnown None = new(ImmutableDictionary<Guid, string>.Empty, []);

    internal LettersKnown With(Guid id, string digest)
    {
        if (Digests.ContainsKey(id))
            return this;
        var (digests, order) = (Digests.Add(id, digest), Order.Enqueue(id));
        if (digests.Count <= Most)
            return new(digests, order);
        order = order.Dequeue(out var oldest);
        return new(digests.Remove(oldest), order);
    }
}
