using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Attachments;

/// <summary>
/// Implemented by each noun whose things can have pictures and papers: finds the thing for an asker, names the key that its files are
/// sealed under, and records readings. The noun registers it; nothing here knows the noun.
/// </summary>
internal interface IAttachmentOwners
{
    /// <summary>Name of the kind in addresses and in the journal: "person".</summary>
    string Kind { get; }

    /// <summary>Roles that may have files of this kind.</summary>
    IReadOnlyCollection<Role> Has(Permission permission) =>
        permission == AttachmentPermissions.Read ? [.. AttachmentPermissions.Keepers, .. Roles.Chiefs] : AttachmentPermissions.Keepers;

    /// <summary>
    /// True when the asker may know that this division has any: it must be a community in the asker's sight, and nothing outside it is
    /// looked up.
    /// </summary>
    bool Meets(Asked asked, string division) => Divisions.IsCommunity(division) && asked.Sees(new Place(division));

    /// <summary>Finds the thing as the asker of this act sees it, or the problem that forbids to read, add or remove its files.</summary>
    /// <param name="permission">Permission from <see cref="AttachmentPermissions"/>.</param>
    ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string division, Guid id);
}

/// <param name="Place">Place that the permission must cover.</param>
/// <param name="Key">Data key that seals its files. It exists already, or the first file makes it. Something else of the thing must be
/// sealed under it too.</param>
/// <param name="Reading">Record to be written before a file is sent.</param>
internal sealed record AttachmentOwner(Place Place, Guid Key, Reading Reading)
{
    /// <summary>
    /// True when its people have not agreed to photos: existing photos are hidden, and none can be added. Papers, and pictures of doors and
    /// things, stay.
    /// </summary>
    public bool HidesPhotos { get; init; }

    /// <summary>
    /// True when photos are hidden because nobody was asked: the person who took one can look at it and declare that nobody is on it.
    /// </summary>
    public bool NobodyAsked { get; init; }

    public bool Hides(AttachmentWhat what) => HidesPhotos && what == AttachmentWhat.Photo;

    /// <summary>Only files of this division; null: files of all divisions.</summary>
    public string? Of { get; init; }

    public bool IsOfAnother(AttachmentKnown one) => Of is { } only && one.Facts.Community != only;

    public bool Hides(AttachmentKnown one, Asked asked) =>
        IsOfAnother(one) || (Hides(one.Facts.What) && !(NobodyAsked && one.By.Account == asked.Account));
}
