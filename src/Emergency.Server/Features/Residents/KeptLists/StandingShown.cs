using Emergency.Domain;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.KeptLists;

/// <summary>Lists that the asker can keep today.</summary>
internal sealed record StandingMay(IReadOnlyList<MayKeep> Items);

/// <param name="Until">The last day, where the secretary gave the list; null for accounts that keep their own doors by
/// their office.</param>
internal sealed record MayKeep(string Community, string Name, DateOnly? Until);

/// <summary>A kept list, recorded before the answer leaves. It is deleted after <paramref name="Hours"/> hours.</summary>
internal sealed record StandingShown(IReadOnlyList<StandingPart> Lists, int Count, int Hours, long Position);

/// <param name="ListId">Id of the record of this access; opening the list names it.</param>
/// <param name="Bare">True for door and need only: no name, no number.</param>
internal sealed record StandingPart(string ListId, string Community, string Name, bool Bare, IReadOnlyList<StandingPerson> Items);

/// <summary>
/// A person, in door order. <paramref name="Salutation"/> is null and <paramref name="Dial"/> empty where only door and
/// need can be kept. <paramref name="Masked"/>: a minor whom the asker's role has no approval to see by name.
/// </summary>
internal sealed record StandingPerson(
    PersonId PersonId,
    HouseholdId? HouseholdId,
    DoorShown Door,
    ListOf<string> Needs,
    bool Minor,
    bool Masked,
    string? Salutation,
    IReadOnlyList<Dial> Dial
);

/// <summary>A note that a kept list was opened on the phone.</summary>
/// <param name="Reason">The reason, 1 to 200 characters.</param>
/// <param name="OpenedAt">Time by the phone's clock; the server's where the phone has none.</param>
internal sealed record NewOpening(Guid? List, string? Reason, DateTimeOffset? OpenedAt)
{
    public static IReadOnlyList<string> Faults(NewOpening body) =>
        [.. Checks.Need(body.List is not null, "$.list"), .. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>The lists of a community: their holders and last days, and the papers nobody has destroyed.</summary>
/// <param name="Chiefs">Building chiefs to whom it can be given; empty where the asker cannot give it.</param>
internal sealed record StandingDesk(IReadOnlyList<ChiefShown> Chiefs, IReadOnlyList<PaperShown> Papers, long Position);

/// <param name="Until">The last day, where the list is given and the term is not over.</param>
internal sealed record ChiefShown(string Account, string Called, string? Building, DateOnly? Until);

/// <param name="SignedBy">Role that signed the destruction first; null where nobody has.</param>
/// <param name="SignedByMe">True when the asker signed first: the second signature must be somebody else's.</param>
internal sealed record PaperShown(
    int Number,
    string? Building,
    int Count,
    Role PrintedBy,
    DateTimeOffset PrintedAt,
    Role? SignedBy,
    bool SignedByMe
);

/// <param name="Until">The last day, at most 30 days ahead.</param>
internal sealed record NewStandingGiving(string? Account, DateOnly? Until)
{
    public static IReadOnlyList<string> Faults(NewStandingGiving body) =>
        [.. Checks.Text(body.Account, "$.account", 100, needed: true), .. Checks.Need(body.Until is not null, "$.until: a day")];
}

internal sealed record NewTakingBack(string? Account)
{
    public static IReadOnlyList<string> Faults(NewTakingBack body) => [.. Checks.Text(body.Account, "$.account", 100, needed: true)];
}

/// <param name="Building">Left out for the whole community.</param>
internal sealed record NewPaper(string? Building, string? Reason)
{
    public static IReadOnlyList<string> Faults(NewPaper body) =>
        [.. Checks.Text(body.Building, "$.building", 60), .. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>A printed paper: numbered within its community, with the persons in door order.</summary>
internal sealed record PaperPrinted(
    int Number,
    string Community,
    string Name,
    string? Building,
    IReadOnlyList<StandingPerson> Items,
    long Position
);
