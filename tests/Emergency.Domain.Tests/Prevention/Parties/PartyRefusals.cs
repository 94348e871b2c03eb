using Emergency.Domain.Parties;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Parties;

/// <summary>Every reason for refusing an act on a party.</summary>
internal static class PartyRefusals
{
    public static readonly IReadOnlyList<(Code Code, Noun Noun, Event[] Given, Command When)> All =
    [
        (Party.Unknown, Noun.Party, [], new EndParty(Today, null, StreetOfficer, Night)),
        (Party.Taken, Noun.Party, [PartyStories.Entered], new EnterParty(PartyStories.Facts with { Name = "别家" }, StreetOfficer, Night)),
        (
            Party.Changed,
            Noun.Party,
            [PartyStories.Entered],
            new CorrectParty(PartyStories.Facts with { Name = "别家" }, 7, StreetOfficer, Night)
        ),
        (
            Party.Over,
            Noun.Party,
            [PartyStories.Entered, new PartyEnded(Today, null, StreetOfficer, Night)],
            new CorrectParty(PartyStories.Facts with { Name = "别家" }, 1, StreetOfficer, Night)
        ),
        (Party.Holds, Noun.Party, [PartyStories.Entered, PartyStories.Asked], new EndParty(Today, null, StreetOfficer, Night)),
        (Party.BadTerm, Noun.Party, [], new EnterParty(PartyStories.Facts with { Until = Today.AddDays(-200) }, StreetOfficer, Night)),
        (Party.UnknownAsk, Noun.Party, [PartyStories.Entered], new AcceptAsk(PartyStories.Ask, null, Night)),
        (
            Party.Answered,
            Noun.Party,
            [PartyStories.Entered, PartyStories.Asked, new PartyAskDone(PartyStories.Ask, null, AskHeard.Link, null, Night)],
            new AcceptAsk(PartyStories.Ask, null, Night)
        ),
        (Party.NoReason, Noun.Party, [PartyStories.Entered, PartyStories.Asked], new RefuseAsk(PartyStories.Ask, null, null, Night)),
        (
            Party.HasAccount,
            Noun.Party,
            [PartyStories.Entered, new PartyAccountGiven(new("other"), StreetOfficer, Night)],
            new GivePartyAccount(new("own"), StreetOfficer, Night)
        ),
        (
            Party.PastDue,
            Noun.Party,
            [PartyStories.Entered],
            new AskParty(PartyStories.Ask, Hidden("来"), null, null, Night, Secretary, Night)
        ),
    ];
}
