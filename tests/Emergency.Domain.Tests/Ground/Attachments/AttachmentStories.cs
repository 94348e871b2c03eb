using Emergency.Domain.Attachments;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Attachments;

/// <summary>The consent of a person in the register, photographed by the secretary and taken away again.</summary>
public sealed class AttachmentStories
{
    public static readonly AttachmentFacts Facts = new(
        new("person", new Guid(1, 0, 0, new byte[8])),
        Community,
        new Guid(1, 0, 0, new byte[8]),
        AttachmentWhat.Consent,
        "image/jpeg",
        200_000,
        1600,
        1200,
        new string('a', 64),
        After(-3)
    );
    public static readonly AttachmentFacts Photo = Facts with { What = AttachmentWhat.Photo };
    public static readonly AttachmentAdded Added = new(Facts, Secretary, Night);
    public static readonly RemoveAttachment Remove = new(AttachmentRemoval.ConsentWithdrawn, StreetOfficer, After(60));

    private static Story Given(params AttachmentEvent[] events) => Story.Of(Noun.Attachment).Given(events);

    [Fact]
    public void It_is_added_and_removed_with_a_reason_once() =>
        Given()
            .When(new AddAttachment(Facts, Secretary, Night))
            .Then(Added)
            .Now<Attachment>(one => (one.Stage, one.Facts, one.AddedBy).ShouldBe((AttachmentStage.Kept, Facts, Secretary)))
            .When(Remove)
            .Then(new AttachmentRemoved(AttachmentRemoval.ConsentWithdrawn, StreetOfficer, After(60)))
            .Now<Attachment>(one => one.Stage.ShouldBe(AttachmentStage.Removed))
            .When(Remove with { Why = AttachmentRemoval.Mistaken, At = After(70) })
            .Nothing();

    [Fact]
    public void Who_took_a_photo_says_that_nobody_is_on_it() =>
        Given(new AttachmentAdded(Photo, Secretary, Night))
            .When(new ShowsNobody(StreetOfficer, After(1)))
            .Refused(Attachment.TakenByAnother)
            .When(new ShowsNobody(Secretary, After(2)))
            .Then(new AttachmentShowsNobody(Secretary, After(2)))
            .Now<Attachment>(one => one.Facts!.What.ShouldBe(AttachmentWhat.Thing))
            .When(new ShowsNobody(Secretary, After(3)))
            .Nothing();

    [Fact]
    public void What_was_removed_does_not_come_back_under_the_same_id() =>
        Given(Added, new AttachmentRemoved(AttachmentRemoval.Unfit, Secretary, After(2)))
            .When(new AddAttachment(Facts, Secretary, After(3)))
            .Refused(Attachment.AlreadyAdded);
}
