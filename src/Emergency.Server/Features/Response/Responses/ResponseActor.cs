using Emergency.Domain.Responses;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Responses;

/// <summary>Actor for a response (应急响应) that an authority has started.</summary>
internal sealed class ResponseActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ResponseActor, Response>(
        "response",
        Response.None,
        Response.Decide,
        Response.Evolve
    );
}
