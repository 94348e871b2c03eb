using Emergency.Domain.Rhythms;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Rhythms;

public sealed class RoundStories
{
    private static Story Given(params RoundEvent[] events) => Story.Of(Noun.Round).Given(events);

    private static ComeRound Come(double due, double at, Misfire misfire = Misfire.Once) =>
        new(DutyRhythm.VisitsPlan, Community, After(due), misfire, 60, After(at));

    [Fact]
    public void A_due_time_that_two_clocks_send_comes_round_once() =>
        Given()
            .When(Come(0, 1))
            .Then(new RoundCame(DutyRhythm.VisitsPlan, Community, Night, After(1)))
            .When(Come(0, 2))
            .Nothing()
            .When(Come(-60, 3))
            .Nothing();

    [Fact]
    public void What_passed_while_no_clock_ran_is_made_up_for_or_missed_as_the_duty_says()
    {
        Given().When(Come(0, 600)).Then<RoundCame>(e => e.Due.ShouldBe(Night));
        Given().When(Come(0, 60, Misfire.Skip)).Then<RoundCame>(e => e.Due.ShouldBe(Night));
        Given().When(Come(0, 600, Misfire.Skip)).Then<RoundMissed>(e => e.Due.ShouldBe(Night)).When(Come(0, 601)).Nothing();
    }

    [Fact]
    public void Nothing_comes_round_before_its_time() => Given().When(Come(1, 0)).Refused(Round.NotDue);
}
