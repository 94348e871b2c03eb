using Emergency.Domain.CallOuts;
using Emergency.Domain.Volunteers;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Volunteers;

public sealed class VolunteerStories
{
    private static readonly MemberId One = Id<MemberId>(6);
    private static readonly VolunteerNeedId Need = Id<VolunteerNeedId>(1);
    private static readonly VolunteerJoined Joined = new(new(One, null, false), Secretary, Night);
    private static readonly NeedTold Rescue = new(Need, Hidden("抬人"), null, true, Today, Secretary, Night);

    private static readonly VolunteerNeedId Other = Id<VolunteerNeedId>(2);
    private static readonly VolunteerJoined Adult = new(new(One, null, true), Secretary, Night);
    private static readonly NeedTold Errand = new(Other, Hidden("发通知"), null, false, Today, Secretary, Night);

    private static Story Given(params VolunteersEvent[] events) => Story.Of(Noun.Volunteers).Given(events);

    [Fact]
    public void Only_adults_are_sent_to_a_rescue() =>
        Given(Joined, Rescue)
            .When(new SendVolunteer(Need, One, Secretary, After(1)))
            .Refused(VolunteerList.Minor)
            .When(new JoinVolunteers(new(One, null, true), Secretary, After(2)))
            .Then(new VolunteerJoined(new(One, null, true), Secretary, After(2)))
            .When(new SendVolunteer(Need, One, Secretary, After(3)))
            .Then(new VolunteerSent(Need, One, Secretary, After(3)));

    [Fact]
    public void To_a_rescue_nobody_goes_whom_the_team_would_not_call_out_and_elsewhere_they_do() =>
        Given(Adult, Rescue, Errand)
            .When(new SendVolunteer(Need, One, Secretary, After(1), SparedWhy.Uninsured))
            .Refused(VolunteerList.Uninsured)
            .When(new SendVolunteer(Need, One, Secretary, After(1), SparedWhy.OnLeave))
            .Refused(VolunteerList.NotThere)
            .When(new SendVolunteer(Need, One, Secretary, After(1), SparedWhy.Minor))
            .Refused(VolunteerList.Minor)
            .When(new SendVolunteer(Other, One, Secretary, After(1), SparedWhy.Uninsured))
            .Then(new VolunteerSent(Other, One, Secretary, After(1)));

    [Fact]
    public void Hours_of_a_day_are_corrected_and_stay_when_somebody_leaves() =>
        Given(Joined)
            .When(new GiveHours(One, Today, 90, Hidden("发通知"), null, Secretary, Night))
            .Then<HoursGiven>(given => given.Minutes.ShouldBe(90))
            .When(new LeaveVolunteers(One, Secretary, After(1)))
            .When(new GiveHours(One, Today, 60, Hidden("发通知"), null, Secretary, After(2)))
            .Then<HoursGiven>(given => given.Minutes.ShouldBe(60))
            .When(new GiveHours(One, Today.AddDays(-1), 60, Hidden("发通知"), null, Secretary, After(2)))
            .Refused(VolunteerList.NotOne)
            .Now<VolunteerList>(all => all.Minutes[One][Today].ShouldBe(60));

    internal static readonly IReadOnlyList<(Code Code, Noun Noun, Event[] Given, Command When)> Refusals =
    [
        (VolunteerList.NotOne, Noun.Volunteers, [Rescue], new SendVolunteer(Need, One, Secretary, Night)),
        (VolunteerList.UnknownNeed, Noun.Volunteers, [Joined], new SendVolunteer(Need, One, Secretary, Night)),
        (
            VolunteerList.Over,
            Noun.Volunteers,
            [Joined, Rescue, new NeedClosed(Need, Secretary, Night)],
            new SendVolunteer(Need, One, Secretary, Night)
        ),
        (VolunteerList.Minor, Noun.Volunteers, [Joined, Rescue], new SendVolunteer(Need, One, Secretary, Night)),
        (VolunteerList.Untrained, Noun.Volunteers, [Adult, Rescue], new SendVolunteer(Need, One, Secretary, Night, SparedWhy.Untrained)),
        (VolunteerList.Uninsured, Noun.Volunteers, [Adult, Rescue], new SendVolunteer(Need, One, Secretary, Night, SparedWhy.Uninsured)),
        (VolunteerList.NotThere, Noun.Volunteers, [Adult, Rescue], new SendVolunteer(Need, One, Secretary, Night, SparedWhy.Away)),
        (VolunteerList.BadMinutes, Noun.Volunteers, [Joined], new GiveHours(One, Today, 1_441, Hidden("x"), null, Secretary, Night)),
        (VolunteerList.Future, Noun.Volunteers, [Joined], new GiveHours(One, Today.AddDays(1), 60, Hidden("x"), null, Secretary, Night)),
    ];
}
