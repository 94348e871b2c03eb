using Emergency.Domain.People;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.People;

/// <summary>Reasons for refusing entries into a register by hand.</summary>
internal static class RecordsRefusals
{
    private static readonly AtRiskResident Someone = new(Id<PersonId>(1), null, G1, Hidden("样"), Hidden(""));
    private static readonly PersonRecorded There = new(Someone, null, Night);
    private static readonly PersonLeft Left = new(Someone.Id, Leaving.Moved, Today, null, null, Secretary, Night);
    private static readonly PersonGiven Given = new(Someone.Id, Neighbours, null, Secretary, Night);
    private static readonly Household Home = new(Id<HouseholdId>(1), G1, 2, Hidden("户主"));

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (Residents.KnownHere, Noun.Residents, [There], new EnterPerson(Someone, Coming.Found, Today, null, Secretary, Night)),
        (Residents.BadDay, Noun.Residents, [], new EnterPerson(Someone, Coming.Found, Today.AddDays(1), null, Secretary, Night)),
        (Residents.HasLeft, Noun.Residents, [There, Left], new EnterPerson(Someone, Coming.Found, Today, null, Secretary, Night)),
        (
            Residents.ChangedMeanwhile,
            Noun.Residents,
            [There],
            new CorrectPerson(Someone with { Grid = G2 }, new(null, G2, Hidden("样"), Hidden("")), [], null, Secretary, Night)
        ),
        (
            Residents.UnknownGuardian,
            Noun.Residents,
            [There],
            new CorrectGuardian(new(Id<GuardianId>(1), Someone.Id, Hidden("样")), Hidden("样"), [], null, Secretary, Night)
        ),
        (
            Residents.NotOfHousehold,
            Noun.Residents,
            [There, new HouseholdRecorded(Home, null, Night)],
            new SplitHousehold(
                Home.Id,
                Home with
                {
                    Id = Id<HouseholdId>(2),
                    Members = 1,
                },
                Home.Contact,
                Home.Contact,
                [new(Someone.Id, Someone.Contact, Someone.Contact)],
                null,
                Secretary,
                Night
            )
        ),
        (
            Residents.SameHousehold,
            Noun.Residents,
            [new HouseholdRecorded(Home, null, Night)],
            new MergeHouseholds(Home.Id, Home.Id, [], null, Secretary, Night)
        ),
        (Residents.GivenAlready, Noun.Residents, [There, Given], new GivePerson(Someone.Id, Community, null, Secretary, Night)),
        (Residents.NotGiven, Noun.Residents, [There], new CancelGiving(Someone.Id, null, Secretary, Night)),
        (
            Residents.TakenOver,
            Noun.Residents,
            [There, new PersonPassed(Someone, [], null, Neighbours, null, Secretary, Night)],
            new ReturnPerson(Someone.Id, null, Today, null, Secretary, Night)
        ),
        (Residents.NoUse, Noun.Residents, [ConsentStories.There], ConsentStories.Give(new([], null, Today))),
        (Residents.ByGuardian, Noun.Residents, [ConsentStories.There], ConsentStories.Give(deciders: new(true, [Id<GuardianId>(1)]))),
        (Residents.ByThemself, Noun.Residents, [ConsentStories.There], ConsentStories.Give(ConsentStories.Said(null, Id<GuardianId>(1)))),
        (Residents.NoProof, Noun.Residents, [ConsentStories.There], ConsentStories.Give(proof: new(null, null, null))),
        (
            Residents.OlderConsent,
            Noun.Residents,
            [ConsentStories.There, new ConsentWithdrawn(Someone.Id, ConsentStories.Said(), new(null, null, null), Secretary, Night)],
            ConsentStories.Give(ConsentStories.Said(Today.AddDays(-1)))
        ),
    ];
}
