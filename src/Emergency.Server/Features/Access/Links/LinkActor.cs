using Emergency.Domain.Links;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Links;

/// <summary>链接: a link by which somebody without an account can do one act.</summary>
internal sealed class LinkActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<LinkActor, Link>("link", Link.None, Link.Decide, Link.Evolve);
}
