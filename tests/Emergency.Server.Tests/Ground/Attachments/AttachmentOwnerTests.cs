using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Attachments;
using Emergency.Domain.Places;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Attachments;

/// <summary>Hidden files: photos without consent, except for the person who took them, and files of another community.</summary>
public sealed class AttachmentOwnerTests(Borough town)
{
    /// <summary>Each row: whether photos are hidden, whether because nobody was asked, of which community files are shown; what a file is, whose and of where; and whether it is hidden.</summary>
    [Theory]
    [InlineData(false, false, null, AttachmentWhat.Photo, "another", Borough.Community, false)]
    [InlineData(true, false, null, AttachmentWhat.Photo, "another", Borough.Community, true)]
    [InlineData(true, false, null, AttachmentWhat.Photo, "mine", Borough.Community, true)]
    [InlineData(true, true, null, AttachmentWhat.Photo, "another", Borough.Community, true)]
    [InlineData(true, true, null, AttachmentWhat.Photo, "mine", Borough.Community, false)]
    [InlineData(true, true, null, AttachmentWhat.Consent, "another", Borough.Community, false)]
    [InlineData(false, false, Borough.Community, AttachmentWhat.Consent, "another", Borough.Community, false)]
    [InlineData(false, false, Borough.Community, AttachmentWhat.Consent, "another", Borough.Neighbour, true)]
    [InlineData(true, true, Borough.Community, AttachmentWhat.Photo, "mine", Borough.Neighbour, true)]
    public async Task A_file_is_hidden(bool photos, bool nobody, string? only, AttachmentWhat what, string by, string of, bool hidden)
    {
        var world = await World.Make(town);
        var asked = world.Asking(Role.Secretary, Borough.Community);
        var owner = new AttachmentOwner(
            new Place(Borough.Community),
            Guid.Empty,
            new Reading(AccessPurpose.Care, null, Borough.Community, [])
        )
        {
            HidesPhotos = photos,
            NobodyAsked = nobody,
            Of = only,
        };
        var file = new AttachmentKnown(
            new(new Guid(1, 0, 0, new byte[8])),
            new(new("person", Guid.Empty), of, Guid.Empty, what, "image/jpeg", 1, null, null, "", null),
            by == "mine" ? new By(asked.Account, Role.Secretary) : new By(new("another"), Role.Secretary),
            world.Now
        );
        owner.Hides(file, asked).ShouldBe(hidden);
        owner.Hides(what).ShouldBe(photos && what == AttachmentWhat.Photo, "none is added");
        owner.IsOfAnother(file).ShouldBe(only is not null && only != of);
    }
}
