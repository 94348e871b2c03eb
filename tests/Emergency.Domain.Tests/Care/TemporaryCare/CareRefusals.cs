using Emergency.Domain.Links;
using Emergency.Domain.TemporaryCare;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.TemporaryCare;

/// <summary>An act for each refusal of the exits of a care case, and of links.</summary>
internal static class CareRefusals
{
    private static readonly CareOpened Opened = new(Id<PersonId>(1), Community, null, null, false, After(2), GridChief, Night);
    private static readonly CareOffered Offered = new(new(CareExit.GuardianBack, Hidden("父亲"), null, null, null, Secretary), After(1));
    private static readonly CivilAffairsAsked Asked = new(CareAskOf.Discharge, Hidden("出院后去哪"), After(99), Secretary, After(1));
    private static readonly LinkMade Made = new(
        LinkPurpose.CareAccept,
        Id<CareCaseId>(1).Value,
        Community,
        "secret",
        "code",
        After(60),
        Secretary,
        Night
    );

    private static OfferCare Offer(CareExit exit, bool minor) =>
        new(exit, Hidden("父亲"), null, null, null, minor, false, Secretary, After(1));

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (CareCase.NotForMinors, Noun.Care, [Opened], Offer(CareExit.Procedure, true)),
        (CareCase.OnlyForMinors, Noun.Care, [Opened], Offer(CareExit.CivilAffairs, false)),
        (CareCase.NotEntrusted, Noun.Care, [Opened], Offer(CareExit.Relative, true)),
        (CareCase.HarmSuspectedThere, Noun.Care, [Opened with { HarmSuspected = true }], Offer(CareExit.GuardianBack, true)),
        (CareCase.NotOffered, Noun.Care, [Opened], new TakeBackOffer(Secretary, After(2))),
        (CareCase.NotAccepted, Noun.Care, [Opened, Offered], new ExitCare(CareExit.GuardianBack, Hidden("父亲"), Secretary, After(2))),
        (CareCase.NoProof, Noun.Care, [Opened, Offered], new AcceptCare(CareAcceptedBy.Paper, null, null, Secretary, After(2))),
        (CareCase.NotTheReceiver, Noun.Care, [Opened, Offered], new AcceptCare(CareAcceptedBy.Account, null, null, Secretary, After(2))),
        (CareCase.NotAsked, Noun.Care, [Opened], new AnswerCare(true, null, new(new("民政"), Role.CivilAffairs), After(2))),
        (
            CareCase.AlreadyAsked,
            Noun.Care,
            [Opened, Asked],
            new AskCivilAffairs(CareAskOf.Guardianship, Hidden("接不接"), true, null, Secretary, After(2))
        ),
        (Link.Unknown, Noun.Link, [], new TryLink("secret", "code", Night)),
        (Link.Taken, Noun.Link, [Made], new MakeLink(LinkPurpose.CareAccept, Made.Thing, Community, "another", "code", Secretary, Night)),
        (Link.Expired, Noun.Link, [Made], new TryLink("secret", "code", After(60))),
        (Link.Withdrawn, Noun.Link, [Made, new LinkWithdrawn(null, Night)], new TryLink("secret", "code", After(1))),
        (Link.Used, Noun.Link, [Made, new LinkUsed(Night)], new TryLink("secret", "code", After(1))),
        (
            Link.Locked,
            Noun.Link,
            [Made, .. Enumerable.Range(0, 5).Select(_ => new LinkMissed(Night))],
            new TryLink("secret", "code", After(1))
        ),
    ];
}
