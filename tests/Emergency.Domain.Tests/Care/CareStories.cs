using Emergency.Domain.Care;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Care;

public sealed class CareStories
{
    private static readonly PersonId Child = Id<PersonId>(7);
    private static readonly CareOpened Opened = new(Child, Community, "411502007204", Id<IncidentId>(1), false, After(2), GridChief, Night);
    private static readonly AdultNamed AdultThere = new(Hidden("楼上张阿姨"), Morning(11), GridChief, After(1));
    private static readonly CareArranged Arranged = new(Hidden("张阿姨"), Hidden("5号楼201"), Today, Morning(11), Secretary, After(30));
    private static readonly CareEnded Ended = new(CareExit.GuardianBack, Hidden("父亲"), Secretary, After(900));

    private static DateTimeOffset Morning(int day, int hour = 9) => new(2026, 3, day, hour, 0, 0, TimeSpan.FromHours(8));

    private static Story Given(params CareEvent[] events) => Story.Of(Noun.Care).Given(events);

    [Fact]
    public void Within_two_minutes_a_named_adult_is_with_the_child() =>
        Given()
            .When(new OpenCare(Child, Community, null, null, true, GridChief, Night))
            .Then<CareOpened>(e => e.Due.ShouldBe(After(2)))
            .When(new NameAdult(Hidden("楼上张阿姨"), GridChief, After(1)))
            .Then(AdultThere)
            .When(new Remind(After(2)))
            .Nothing();

    [Fact]
    public void Nobody_named_in_time_the_secretary_hears_of_it_then_the_street() =>
        Given(Opened)
            .When(new Remind(After(1.9)))
            .Nothing()
            .When(new Remind(After(2)))
            .Then(new CareLate(1, After(4), After(2)))
            .When(new Remind(After(4)))
            .Then(new CareLate(2, null, After(4)))
            .When(new NameAdult(Hidden("李老师"), Secretary, After(5)))
            .Then<AdultNamed>(e => e.Due.ShouldBe(Morning(11)))
            .Now<CareCase>(c => c.LateLevel.ShouldBe(0));

    [Fact]
    public void Unchecked_by_nine_the_secretary_hears_of_it_by_noon_the_street() =>
        Given(Opened, AdultThere, Arranged)
            .When(new Remind(Morning(11, 8)))
            .Nothing()
            .When(new Remind(Morning(11)))
            .Then(new CareLate(1, Morning(11, 12), Morning(11)))
            .When(new Remind(Morning(11, 12)))
            .Then(new CareLate(2, null, Morning(11, 12)))
            .When(new Remind(Morning(12)))
            .Nothing();

    [Fact]
    public void A_clock_that_stood_still_until_the_afternoon_tells_both_at_once() =>
        Given(Opened, AdultThere, Arranged)
            .When(new Remind(Morning(11, 15)))
            .Then(new CareLate(1, Morning(11, 12), Morning(11, 15)), new CareLate(2, null, Morning(11, 15)));

    [Fact]
    public void A_child_with_an_adult_for_whom_nothing_is_arranged_by_the_next_morning_is_not_forgotten() =>
        Given(Opened, AdultThere).When(new Remind(Morning(11))).Then<CareLate>(e => e.Level.ShouldBe(1));

    [Fact]
    public void Each_check_moves_the_next_to_the_following_morning() =>
        Given(Opened, AdultThere, Arranged)
            .When(new CheckCare(new(2026, 3, 11), Hidden("在吃早饭"), Secretary, Morning(11, 8)))
            .Then<CareChecked>(e => e.Due.ShouldBe(Morning(12)))
            .When(new CheckCare(new(2026, 3, 11), null, Secretary, Morning(11, 10)))
            .Nothing()
            .When(new CheckCare(new(2026, 3, 10), Hidden("补记昨晚"), Secretary, Morning(11, 11)))
            .Then<CareChecked>(e => e.Due.ShouldBe(Morning(12)))
            .Now<CareCase>(c => c.LastChecked.ShouldBe(new DateOnly(2026, 3, 11)))
            .When(new Remind(Morning(11, 12)))
            .Nothing();

    [Fact]
    public void First_a_named_adult_then_the_arrangement_then_the_checks()
    {
        Given(Opened).When(new ArrangeCare(Hidden("张阿姨"), Hidden("5号楼201"), Today, Secretary, After(1))).Refused(CareCase.NobodyNamed);
        Given(Opened, AdultThere).When(new CheckCare(Today, null, Secretary, After(5))).Refused(CareCase.NotArranged);
        Given(Opened, AdultThere).When(new ArrangeCare(Hidden("张阿姨"), Hidden("5号楼201"), Today, Secretary, After(30))).Then(Arranged);
        Given(Opened, AdultThere, Arranged)
            .When(new ArrangeCare(Hidden("舅舅"), Hidden("舅舅家"), Today, Secretary, After(60)))
            .Then<CareArranged>(e => e.Due.ShouldBe(Morning(11)));
        Given(Opened, AdultThere, Arranged)
            .When(new NameAdult(Hidden("李老师"), Secretary, After(60)))
            .Then<AdultNamed>(e => e.Due.ShouldBe(Morning(11)))
            .Now<CareCase>(c => c.Stage.ShouldBe(CareStage.Arranged));
    }

    [Fact]
    public void A_child_marked_twice_has_one_case_and_one_case_has_one_child()
    {
        Given(Opened).When(new OpenCare(Child, Community, null, null, false, UnitChief, After(1))).Nothing();
        Given(Opened)
            .When(new OpenCare(Id<PersonId>(8), Community, null, null, false, UnitChief, After(1)))
            .Refused(CareCase.AnotherPerson);
        Given().When(new NameAdult(Hidden("张阿姨"), GridChief, After(1))).Refused(CareCase.Unknown);
    }

    [Fact]
    public void With_the_receiver_named_the_case_ends_and_nothing_is_due_any_more()
    {
        Given(Opened, AdultThere).When(new ExitCare(CareExit.GuardianBack, Hidden("父亲"), Secretary, After(900))).Then(Ended);
        Given(Opened, AdultThere, Ended).When(new Remind(Morning(11))).Nothing();
        Given(Opened, AdultThere, Ended)
            .When(new ExitCare(CareExit.Relative, Hidden("舅舅"), Secretary, After(901)))
            .Refused(CareCase.Over);
        Given(Opened, AdultThere, Ended).When(new CheckCare(Today, null, Secretary, After(901))).Refused(CareCase.Over);
    }
}
