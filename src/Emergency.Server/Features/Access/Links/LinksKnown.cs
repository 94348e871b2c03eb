using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Links;

namespace Emergency.Server.Features.Links;

/// <summary>All links: purpose, thing and term of each. Addresses and codes are stored nowhere.</summary>
internal sealed record LinksKnown(ImmutableDictionary<LinkId, LinkKnown> All, ImmutableDictionary<Guid, ImmutableHashSet<LinkId>> ByThing)
{
    public static readonly LinksKnown None = new(
        ImmutableDictionary<LinkId, LinkKnown>.Empty,
        ImmutableDictionary<Guid, ImmutableHashSet<LinkId>>.Empty
    );

    public LinkKnown? Find(LinkId id) => All.GetValueOrDefault(id);

    /// <summary>All links of a thing.</summary>
    public IEnumerable<LinkKnown> Of(Guid thing) => ByThing.GetValueOrDefault(thing, []).Select(id => All[id]);

    /// <summary>The newest link of a thing for a purpose.</summary>
    public LinkKnown? Of(Guid thing, LinkPurpose purpose) =>
        Of(thing).Where(link => link.State.Purpose == purpose).OrderByDescending(link => link.MadeAt).FirstOrDefault();

    /// <summary>Links of a thing that are neither used nor withdrawn.</summary>
    public IEnumerable<LinkKnown> Open(Guid thing) => Of(thing).Where(link => link.State.Stage is LinkStage.Open or LinkStage.Locked);
}

internal sealed record LinkKnown(LinkId Id, Link State, DateTimeOffset MadeAt, DateTimeOffset? OpenedAt);
