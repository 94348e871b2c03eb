using Emergency.Domain.Links;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>Permissions for temporary care.</summary>
internal static class CarePermissions
{
    public static readonly Permission Read = new(
        "care.read",
        [CivilAffairs, Secretary, ChildDirector],
        assigned: [StreetOfficer, .. Roles.Chiefs],
        inDrill: true
    )
    {
        Acts = [typeof(CareSeen)],
    };
    public static readonly Permission Open = new(
        "care.open",
        [CountyDuty, StreetOfficer, CivilAffairs, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    )
    {
        Acts = [typeof(CareOpened)],
    };
    public static readonly Permission Act = new(
        "care.act",
        [CivilAffairs, .. Roles.Committee],
        assigned: [StreetOfficer, .. Roles.Chiefs],
        inDrill: true
    )
    {
        Acts =
        [
            typeof(AdultNamed),
            typeof(CareArranged),
            typeof(CareChecked),
            typeof(CareOffered),
            typeof(OfferTakenBack),
            typeof(CivilAffairsAsked),
            typeof(CareAskDropped),
            typeof(CareAccepted),
            typeof(CareEnded),
        ],
    };

    /// <summary>Sending a receiver a link; only in live, because drills must not contact a real family.</summary>
    public static readonly Permission Link = new("care.link", [.. Roles.Committee], assigned: [StreetOfficer])
    {
        LiveOnly = "link.live-only",
        Acts = [typeof(LinkMade), typeof(LinkWithdrawn)],
    };

    /// <summary>Answers of civil affairs: accepting a person, giving an opinion, clearing suspected harm.</summary>
    public static readonly Permission Answer = new("care.answer", [CivilAffairs], inDrill: true)
    {
        Acts = [typeof(CareAccepted), typeof(CareDeclined), typeof(OtherTimeAsked), typeof(CareAnswered), typeof(HarmCleared)],
    };
}
