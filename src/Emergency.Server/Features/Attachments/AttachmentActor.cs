using Emergency.Domain.Attachments;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Attachments;

/// <summary>附件: one picture or paper. Written once and read from its table.</summary>
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
