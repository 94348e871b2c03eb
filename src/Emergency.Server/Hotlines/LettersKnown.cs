using System.Collections.Immutable;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Hotlines;

/// <summary>The newest messages of hotlines by the id they came under, with the digest of what was in them: an id is used for one message only.</summary>
public sealed record LettersKnown(ImmutableDictionary<Guid, string> Digests, ImmutableQueue<Guid> Order)
{
    /// <summary>Messages kept; older ids are known to their own case only.</summary>
    public const int Most = 20_000;
    public static readonly LettersKnown None = new(ImmutableDictionary<Guid, string>.Empty, []);

    internal LettersKnown With(Guid id, string digest)
    {
        if (Digests.ContainsKey(id)) return this;
        var (digests, order) = (Digests.Add(id, digest), Order.Enqueue(id));
        if (digests.Count <= Most) return new(digests, order);
        order = order.Dequeue(out var oldest);
        return new(digests.Remove(oldest), order);
    }
}

/// <summary>Notes under which id each message of a hotline came.</summary>
public sealed class LettersView : View<LettersKnown>
{
    public override string Name => "letters";
    public override LettersKnown Empty => LettersKnown.None;

    protected override LettersKnown Fold(LettersKnown state, Happened happened, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return happened is { Entity.Kind: "case" or "handover", Meta: { } meta } && meta.Account.StartsWith("hotline:", StringComparison.Ordinal) ? state.With(meta.CommandId, meta.Digest) : state;
    }
}
