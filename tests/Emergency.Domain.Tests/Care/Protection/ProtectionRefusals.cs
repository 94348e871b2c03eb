using Emergency.Domain.Protection;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Protection;

/// <summary>An act for each refusal of a child's case.</summary>
internal static class ProtectionRefusals
{
    private static readonly By Supervisor = new(new("supervisor"), Role.ChildSupervisor);
    private static readonly OpenProtection Open = new(Id<PersonId>(1), Community, ProtectionSource.Hand, null, null, 3, Secretary, Night);
    private static readonly ProtectionOpened Opened = new(
        Id<PersonId>(1),
        Community,
        ProtectionSource.Hand,
        null,
        null,
        [],
        null,
        Secretary,
        Night
    );
    private static readonly ProtectionAssessed Assessed = new("low", Hidden("看过"), [], null, Secretary, Night);
    private static readonly ProtectionClosed Closed = new("safe", Supervisor, Night);
    private static readonly ClosingAsked Asked = new("safe", Hidden("好了"), [], null, Secretary, Night);
    private static readonly FollowUp Look = new(FollowUpMeans.Door, Hidden("见到"), After(9), Today, Secretary, Night);

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (ProtectionCase.Unknown, Noun.Protection, [], Look),
        (ProtectionCase.AlreadyOpen, Noun.Protection, [Opened], Open),
        (ProtectionCase.ClosedBefore, Noun.Protection, [Opened, Closed], Open),
        (ProtectionCase.Over, Noun.Protection, [Opened, Closed], Look),
        (ProtectionCase.StillOpen, Noun.Protection, [Opened], new ReopenProtection(Hidden("又来了"), 3, Supervisor, Night)),
        (ProtectionCase.NotAssessed, Noun.Protection, [Opened], Look),
        (ProtectionCase.Future, Noun.Protection, [Opened, Assessed], Look),
        (ProtectionCase.UnknownService, Noun.Protection, [Opened, Assessed], new SettleService(1, true, null, Secretary, Night)),
        (ProtectionCase.UnknownReferral, Noun.Protection, [Opened], new AnswerReferral(1, true, Hidden("接"), Secretary, Night)),
        (ProtectionCase.SameCommunity, Noun.Protection, [Opened], new OfferTransfer(Community, Hidden("搬家"), 3, Secretary, Night)),
        (ProtectionCase.NotOffered, Noun.Protection, [Opened], new AcceptTransfer(Neighbours, Secretary, Night)),
        (ProtectionCase.Waiting, Noun.Protection, [Opened, Asked], new OfferTransfer(Neighbours, Hidden("搬家"), 3, Secretary, Night)),
        (ProtectionCase.NotAsked, Noun.Protection, [Opened], new ApproveClosing(Supervisor, Night)),
        (ProtectionCase.OwnRequest, Noun.Protection, [Opened, Asked], new ApproveClosing(Secretary, Night)),
    ];
}
