using Emergency.Domain.Links;
using Emergency.Domain.Parties;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Parties;

/// <summary>Permissions for parties. None of them holds in a drill: nobody asks a real company to play.</summary>
internal static class PartyPermissions
{
    private const string Live = "party.live-only";

    /// <summary>Sees the parties, their duties and their answers, without telephone numbers.</summary>
    public static readonly Permission Read = new("party.read", [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
    };

    public static readonly Permission Edit = new("party.edit", [StreetOfficer, Secretary])
    {
        LiveOnly = Live,
        Acts = [typeof(PartyEntered), typeof(PartyCorrected), typeof(PartyEnded)],
    };

    /// <summary>Makes requests to parties, records their answers by telephone, sends the link.</summary>
    public static readonly Permission Ask = new("party.ask", [StreetOfficer, .. Roles.Committee])
    {
        LiveOnly = Live,
        Acts =
        [
            typeof(PartyAsked),
            typeof(PartyAskAccepted),
            typeof(PartyAskRefused),
            typeof(PartyAskDone),
            typeof(PartyAskWithdrawn),
            typeof(LinkMade),
            typeof(LinkWithdrawn),
        ],
    };

    /// <summary>Requests a party's account, to which its street agrees, and takes it back.</summary>
    public static readonly Permission Account = new("party.account", [Secretary])
    {
        LiveOnly = Live,
        Acts = [typeof(PartyAccountGiven), typeof(PartyAccountWithdrawn)],
    };

    /// <summary>Permission of a party's own account: it sees and answers the requests to that party alone.</summary>
    public static readonly Permission Own = new("party.own", [Domain.Role.Party])
    {
        LiveOnly = Live,
        Acts = [typeof(PartyAskAccepted), typeof(PartyAskRefused), typeof(PartyAskDone)],
    };

    /// <summary>Sees the communities of a street in figures.</summary>
    public static readonly Permission Overview = new("party.overview", [.. Roles.County, StreetOfficer]) { LiveOnly = Live };
}
