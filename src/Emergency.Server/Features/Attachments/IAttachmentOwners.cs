using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Attachments;

/// <summary>A noun whose things may have pictures and papers offers this: which of them the asker meets, under which key their files are sealed, and how a reading is written down. Registered by the noun; nothing here knows the noun.</summary>
internal interface IAttachmentOwners
{
    /// <summary>As it stands in the address and in the journal: "person".</summary>
    string Kind { get; }

    /// <summary>Who has files of this kind, of those that may have any.</summary>
    IReadOnlyCollection<Role> Has(Permission permission) =>
        permission == AttachmentPermissions.Read ? [.. AttachmentPermissions.Keepers, .. Roles.Chiefs] : AttachmentPermissions.Keepers;

    /// <summary>Whether the asker may know that this division has any: a community in one's sight, and nothing is looked for outside it.</summary>
    bool Meets(Asked asked, string division) => Divisions.IsCommunity(division) && asked.Sees(new Place(division));

    /// <summary>The thing as the asker of this act meets it, or why it is none to be read, added to or removed from.</summary>
    /// <param name="permission">One of <see cref="AttachmentPermissions"/>.</param>
    ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string division, Guid id);
}

/// <param name="Place">Where the permission must reach.</param>
/// <param name="Key">The data key that seals its files; there already, or made by the first of them. Something else of the thing must be sealed under it too.</param>
/// <param name="Reading">What is written down before a file is given out.</param>
internal sealed record AttachmentOwner(Place Place, Guid Key, Reading Reading)
{
    /// <summary>Who may be on them has not agreed: photos are as if there were none, and none is added. Papers, and pictures of doors and things, stay.</summary>
    public bool HidesPhotos { get; init; }

    /// <summary>Photos are hidden because nobody was asked: who took one may look at it and say that nobody is on it.</summary>
    public bool NobodyAsked { get; init; }

    public bool Hides(AttachmentWhat what) => HidesPhotos && what == AttachmentWhat.Photo;

    /// <summary>Only files of this division; null: of whichever they came from.</summary>
    public string? Of { get; init; }

    public bool IsOfAnother(AttachmentKnown one) => Of is { } only && one.Facts.Community != only;

    public bool Hides(AttachmentKnown one, Asked asked) =>
        IsOfAnother(one) || (Hides(one.Facts.What) && !(NobodyAsked && one.By.Account == asked.Account));
}
