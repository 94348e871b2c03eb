using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Server.Features.Links;

namespace Emergency.Server.Features.Parties;

/// <summary>The parties of a community, their duties, and the gaps that none serves.</summary>
/// <param name="Estates">Names of the community's estates, for the form of a party.</param>
/// <param name="Gaps">Estates that no property company serves today.</param>
/// <param name="Loose">Buildings in no estate that none serves either.</param>
internal sealed record PartiesShown(
    IReadOnlyList<PartyShown> Items,
    IReadOnlyList<PartyDutyShown> Duties,
    IReadOnlyList<string> Estates,
    IReadOnlyList<EstateGap> Gaps,
    IReadOnlyList<string> Loose,
    long Position
);

/// <param name="Contact">Null where the asker cannot make requests to them.</param>
/// <param name="Link">The newest link of its own page; null where none was sent.</param>
/// <param name="Account">Null where it has none, and where the asker cannot give one.</param>
internal sealed record PartyShown(
    PartyId Id,
    PartyKind Kind,
    string Name,
    ListOf<string> Estates,
    ListOf<string> Buildings,
    DateOnly From,
    DateOnly? Until,
    DateOnly? LastDay,
    bool Serves,
    int Revision,
    PartyContactShown? Contact,
    IReadOnlyList<PartyAskShown> Asks,
    LinkStood? Link,
    PartyAccountShown? Account
);

/// <summary>The account a party signs in with, for askers who can give one.</summary>
/// <param name="Name">Null until the street has agreed.</param>
/// <param name="Chosen">True when its owner has chosen a password.</param>
/// <param name="MayInvite">True when the asker can make the link by which its owner chooses a password.</param>
internal sealed record PartyAccountShown(AccountId Account, string? Name, bool Chosen, bool MayInvite);

internal sealed record PartyContactShown(string Person, IReadOnlyList<string> Phones);

/// <summary>A request with its answer.</summary>
/// <param name="Binding">True when it rests on a duty that is law in force: the party can refuse, but the duty stays
/// theirs (太原 31(4)).</param>
internal sealed record PartyAskShown(
    PartyAskId Id,
    string? Text,
    string? Duty,
    bool Binding,
    IncidentId? Incident,
    DateTimeOffset Due,
    AskStage Stage,
    bool Late,
    DateTimeOffset AskedAt,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? ClosedAt,
    AskHeard? Heard,
    string? Words
);

/// <summary>A duty by article. Drafts are grey and not counted.</summary>
internal sealed record PartyDutyShown(string Code, IReadOnlyList<PartyKind> Kinds, string Law, string Article, bool Must, bool Draft);

/// <param name="Buildings">Number of buildings.</param>
/// <param name="Ended">The company whose term ended last, where there was one.</param>
/// <param name="EndedOn">Its last day.</param>
internal sealed record EstateGap(string Estate, int Buildings, string? Ended, DateOnly? EndedOn);

/// <summary>The communities of a street: by code, never ranked.</summary>
internal sealed record StreetParties(IReadOnlyList<CommunityParties> Items, long Position);

/// <param name="Companies">Property companies that serve today.</param>
/// <param name="Parties">All that serve today.</param>
/// <param name="Gaps">Estates without a company. All buildings in no estate that none serves count as one more.</param>
internal sealed record CommunityParties(string Code, string Name, int Companies, int Parties, int Gaps, int Waiting, int Late, int Refused);
