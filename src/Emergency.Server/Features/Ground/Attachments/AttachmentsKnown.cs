using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Attachments;

namespace Emergency.Server.Features.Attachments;

/// <summary>
/// Existing files by id and by the thing they belong to, and the number of bytes of each community. Removed files, and files whose key was
/// destroyed, are left out.
/// </summary>
internal sealed record AttachmentsKnown(
    ImmutableDictionary<AttachmentId, AttachmentKnown> All,
    ImmutableDictionary<AttachedTo, ImmutableList<AttachmentId>> ByOwner,
    ImmutableDictionary<Guid, ImmutableList<AttachmentId>> ByKey,
    ImmutableDictionary<string, long> Bytes
)
{
    public static readonly AttachmentsKnown None = new(
        ImmutableDictionary<AttachmentId, AttachmentKnown>.Empty,
        ImmutableDictionary<AttachedTo, ImmutableList<AttachmentId>>.Empty,
        ImmutableDictionary<Guid, ImmutableList<AttachmentId>>.Empty,
        ImmutableDictionary<string, long>.Empty.WithComparers(StringComparer.Ordinal)
    );

    /// <summary>Finds a file of a thing; null also where it belongs to something else.</summary>
    public AttachmentKnown? Find(AttachedTo of, AttachmentId id) => All.GetValueOrDefault(id) is { } one && one.Facts.Of == of ? one : null;

    /// <summary>Files of a thing, in the order in which they were added.</summary>
    public IEnumerable<AttachmentKnown> Of(AttachedTo of) => ByOwner.GetValueOrDefault(of, []).Select(id => All[id]);

    public long BytesOf(string community) => Bytes.GetValueOrDefault(community);

    internal AttachmentsKnown With(AttachmentKnown one) =>
        new(
            All.SetItem(one.Id, one),
            ByOwner.SetItem(one.Facts.Of, ByOwner.GetValueOrDefault(one.Facts.Of, []).Add(one.Id)),
            ByKey.SetItem(one.Facts.Key, ByKey.GetValueOrDefault(one.Facts.Key, []).Add(one.Id)),
            Bytes.SetItem(one.Facts.Community, BytesOf(one.Facts.Community) + one.Facts.Bytes)
        );

    internal AttachmentsKnown Nobody(AttachmentId id) =>
        All.GetValueOrDefault(id) is { } one
            ? this with
            {
                All = All.SetItem(id, one with { Facts = one.Facts with { What = AttachmentWhat.Thing } }),
            }
            : this;

    internal AttachmentsKnown Without(AttachmentId id) =>
        All.GetValueOrDefault(id) is { } one
            ? new(
                All.Remove(id),
                Less(ByOwner, one.Facts.Of, id),
                Less(ByKey, one.Facts.Key, id),
                Bytes.SetItem(one.Facts.Community, BytesOf(one.Facts.Community) - one.Facts.Bytes)
            )
            : this;

    internal AttachmentsKnown WithoutKeys(IEnumerable<Guid> keys) =>
        keys.SelectMany(key => ByKey.GetValueOrDefault(key, [])).Aggregate(this, (state, id) => state.Without(id));

    private static ImmutableDictionary<TKey, ImmutableList<AttachmentId>> Less<TKey>(
        ImmutableDictionary<TKey, ImmutableList<AttachmentId>> of,
        TKey key,
        AttachmentId id
    )
        where TKey : notnull => of[key].Remove(id) is { IsEmpty: false } left ? of.SetItem(key, left) : of.Remove(key);
}

internal sealed record AttachmentKnown(AttachmentId Id, AttachmentFacts Facts, By By, DateTimeOffset At);
