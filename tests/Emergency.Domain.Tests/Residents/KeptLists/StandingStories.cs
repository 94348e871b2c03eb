using Emergency.Domain.KeptLists;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.KeptLists;

public sealed class StandingStories
{
    private static readonly AccountId Chief = BuildingChief.Account;
    private static readonly ListPrinted First = new(1, Id<AccessId>(1), "6号楼", 11, Secretary, Night);

    private static Story Given(params StandingEvent[] events) => Story.Of(Noun.Standing).Given(events);

    [Fact]
    public void A_list_is_given_for_thirty_days_at_most_and_the_last_day_counts() =>
        Given()
            .When(new GiveList(Chief, Today.AddDays(31), Secretary, Night))
            .Refused(StandingLists.Term)
            .When(new GiveList(Chief, Today.AddDays(-1), Secretary, Night))
            .Refused(StandingLists.Term)
            .When(new GiveList(Chief, Today.AddDays(30), Secretary, Night))
            .Then(new ListGiven(Chief, Today.AddDays(30), Secretary, Night))
            .Now<StandingLists>(lists =>
                (lists.IsGiven(Chief, Today.AddDays(30)), lists.IsGiven(Chief, Today.AddDays(31))).ShouldBe((true, false))
            );

    [Fact]
    public void What_is_taken_back_is_kept_by_nobody() =>
        Given(new ListGiven(Chief, Today.AddDays(3), Secretary, Night))
            .When(new TakeListBack(Chief, Secretary, After(1)))
            .Then(new ListTakenBack(Chief, Secretary, After(1)))
            .Now<StandingLists>(lists => lists.IsGiven(Chief, Today).ShouldBeFalse())
            .When(new TakeListBack(Chief, Secretary, After(2)))
            .Refused(StandingLists.NotGiven);

    [Fact]
    public void Papers_are_numbered_and_no_number_comes_twice() =>
        Given(First, new DestructionSigned(1, Secretary, After(1)), new ListDestroyed(1, GridChief, After(2)))
            .When(new PrintList(Id<AccessId>(2), null, 40, Secretary, After(3)))
            .Then(new ListPrinted(2, Id<AccessId>(2), null, 40, Secretary, After(3)));

    [Fact]
    public void A_paper_is_destroyed_when_two_have_signed() =>
        Given(First)
            .When(new SignDestroyed(1, Secretary, After(1)))
            .Then(new DestructionSigned(1, Secretary, After(1)))
            .When(new SignDestroyed(1, Secretary, After(2)))
            .Refused(StandingLists.SameSigner)
            .When(new SignDestroyed(1, GridChief, After(3)))
            .Then(new ListDestroyed(1, GridChief, After(3)))
            .When(new SignDestroyed(1, StreetOfficer, After(4)))
            .Nothing();
}
