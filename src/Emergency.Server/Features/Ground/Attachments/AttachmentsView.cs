using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Attachments;

/// <summary>Folds existing files. A file ends by its removal, or with its key.</summary>
internal sealed class AttachmentsView : View<AttachmentsKnown>
{
    public override string Name => "attachments";
    public override AttachmentsKnown Empty => AttachmentsKnown.None;

    protected override AttachmentsKnown Fold(AttachmentsKnown state, Happened happened) =>
        happened.Event switch
        {
            AttachmentAdded e => state.With(new(Id(happened), e.Facts, e.By, e.At)),
            AttachmentShowsNobody => state.Nobody(Id(happened)),
            AttachmentRemoved => state.Without(Id(happened)),
            IErasure e => state.WithoutKeys(e.Keys.Append(e.Subject)),
            _ => state,
        };

    private static AttachmentId Id(Happened happened) => new(Guid.Parse(happened.Entity.Key));
}
