using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Server.Features.ByLink;

namespace Emergency.Server.Features.Parties;

/// <summary>The parties of a community, what binds them, and where nobody is.</summary>
/// <param name="Estates">Names of the estates there are, for who writes one.</param>
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

/// <param name="Contact">Null for who may not ask them.</param>
/// <param name="Link">The newest link of its own page; null where none was sent.</param>
/// <param name="Account">Null where it has none, and for who may not give one.</param>
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

/// <summary>The account a party signs in with, for who may give one.</summary>
/// <param name="Name">Null until the street has agreed.</param>
/// <param name="Chosen">Whether its owner has chosen a password.</param>
/// <param name="MayInvite">The asker may make the link by which its owner chooses one.</param>
internal sealed record PartyAccountShown(AccountId Account, string? Name, bool Chosen, bool MayInvite);

internal sealed record PartyContactShown(string Person, IReadOnlyList<string> Phones);

/// <summary>One ask with its answer.</summary>
/// <param name="Binding">It rests on a duty that is law in force: it may be refused, and stays theirs (太原 31(4)).</param>
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

/// <param name="Buildings">How many it has.</param>
/// <param name="Ended">The company whose term ended last, where there was one.</param>
/// <param name="EndedOn">Its last day.</param>
internal sealed record EstateGap(string Estate, int Buildings, string? Ended, DateOnly? EndedOn);

/// <summary>The communities of a street: by code, never ranked.</summary>
internal sealed record StreetParties(IReadOnlyList<CommunityParties> Items, long Position);

/// <param name="Companies">Property companies that serve today.</param>
/// <param name="Parties">All that serve today.</param>
/// <param name="Gaps">Estates without a company, and buildings in no estate that none serves, as one more.</param>
internal sealed record CommunityParties(string Code, string Name, int Companies, int Parties, int Gaps, int Waiting, int Late, int Refused);
