using Emergency.Domain.Pools;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Pools;

public sealed class PoolStories
{
    internal static readonly StaffAdded Added = new(new(Id<MemberId>(7), "区水利局", ["水泵"], Hidden("严拟沉")), StreetOfficer, Night);
    internal static readonly Loan Term = new(Community, Today, Today.AddDays(29));
    internal static readonly StaffLent Out = new(Added.Staff, Term, StreetOfficer, After(1));
    private static readonly MemberId Someone = Added.Staff.Id;

    private static Story Given(params PoolEvent[] events) => Story.Of(Noun.Pool).Given(events);

    [Fact]
    public void Somebody_of_the_pool_is_lent_for_a_term_and_comes_back_when_they_leave_the_team() =>
        Given()
            .When(new AddStaff(Added.Staff, StreetOfficer, Night))
            .Then(Added)
            .When(new LendStaff(Someone, Term, StreetOfficer, After(1)))
            .Then(Out)
            .When(new LendStaff(Someone, Term, StreetOfficer, After(2)))
            .Nothing()
            .When(new LendStaff(Someone, Term with { To = Today.AddDays(60) }, StreetOfficer, After(3)))
            .Then<StaffLent>(e => e.Loan.To.ShouldBe(Today.AddDays(60)))
            .When(new ReturnStaff(Someone, Neighbours, Secretary, After(4)))
            .Nothing()
            .When(new ReturnStaff(Someone, Community, Secretary, After(5)))
            .Then(new StaffReturned(Someone, Community, Secretary, After(5)))
            .When(new RemoveStaff(Someone, StreetOfficer, After(6)))
            .Then(new StaffRemoved(Someone, StreetOfficer, After(6)))
            .When(new RemoveStaff(Someone, StreetOfficer, After(7)))
            .Nothing();

    [Fact]
    public void Who_is_lent_is_not_lent_to_another_community_and_not_sent_away() =>
        Given(Added, Out)
            .When(new LendStaff(Someone, Term with { Community = Neighbours }, StreetOfficer, After(2)))
            .Refused(Pool.Lent, Community, "2026-04-08")
            .When(new RemoveStaff(Someone, StreetOfficer, After(3)))
            .Refused(Pool.Lent);

    [Fact]
    public void A_term_ends_after_it_begins_and_within_a_year()
    {
        Given(Added).When(new LendStaff(Someone, Term with { To = Today.AddDays(-1) }, StreetOfficer, Night)).Refused(Pool.BadTerm);
        Given(Added).When(new LendStaff(Someone, Term with { To = Today.AddDays(366) }, StreetOfficer, Night)).Refused(Pool.BadTerm);
        Given(Added).When(new LendStaff(Id<MemberId>(9), Term, StreetOfficer, Night)).Refused(Pool.Unknown);
    }
}
