using Emergency.Domain.Links;
using Emergency.Domain.Parties;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Parties;

/// <summary>Who may do what with parties. None of it in a drill: nobody asks a real company to play.</summary>
internal static class PartyPermissions
{
    private const string Live = "party.live-only";

    /// <summary>Who there is, what binds them, how they answered; without telephones.</summary>
    public static readonly Permission Read = new("party.read", [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
    };

    public static readonly Permission Edit = new("party.edit", [StreetOfficer, Secretary])
    {
        LiveOnly = Live,
        Acts = [typeof(PartyEntered), typeof(PartyCorrected), typeof(PartyEnded)],
    };

    /// <summary>Asks them, writes down what they said by telephone, sends the link.</summary>
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

    /// <summary>Asks for a party's account, which its street agrees to, and takes it back.</summary>
    public static readonly Permission Account = new("party.account", [Secretary])
    {
        LiveOnly = Live,
        Acts = [typeof(PartyAccountGiven), typeof(PartyAccountWithdrawn)],
    };

    /// <summary>What a party itself reads and answers by its account: what it alone is asked.</summary>
    public static readonly Permission Own = new("party.own", [Domain.Role.Party])
    {
        LiveOnly = Live,
        Acts = [typeof(PartyAskAccepted), typeof(PartyAskRefused), typeof(PartyAskDone)],
    };

    /// <summary>The communities of a street in figures.</summary>
    public static readonly Permission Overview = new("party.overview", [.. Roles.County, StreetOfficer]) { LiveOnly = Live };
}
