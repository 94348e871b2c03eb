using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Resources;

/// <summary>Actor for resources for an emergency (应急资源): vehicles, keys, service points.</summary>
internal sealed class ResourcesActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ResourcesActor, Domain.Resources.ResourceList>(
        "resources",
        Domain.Resources.ResourceList.None,
        Domain.Resources.ResourceList.Decide,
        Domain.Resources.ResourceList.Evolve
    );
}
