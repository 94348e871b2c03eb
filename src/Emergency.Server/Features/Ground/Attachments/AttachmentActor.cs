using Emergency.Domain.Attachments;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Attachments;

/// <summary>附件: a picture or paper. It is written once and then fetched from its table.</summary>
internal sealed class AttachmentActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<AttachmentActor, Attachment>(
        "attachment",
        Attachment.None,
        Attachment.Decide,
        Attachment.Evolve
    )
    {
        RestsAfter = TimeSpan.FromSeconds(20),
    };
}
