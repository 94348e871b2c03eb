using Emergency.Domain.TemporaryCare;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.TemporaryCare;

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
            .Then(new CareLate(2, After(6), After(4)))
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
            .Then(new CareLate(2, Morning(12), Morning(11, 12)))
            .When(new Remind(Morning(12, 8)))
            .Nothing();

    [Fact]
    public void Still_unchecked_the_next_morning_civil_affairs_hear_of_it()
    {
        Given(Opened, AdultThere, Arranged, new CareLate(1, Morning(11, 12), Morning(11)))
            .When(new Remind(Morning(11, 12)))
            .Then(new CareLate(2, Morning(12), Morning(11, 12)))
            .When(new Remind(Morning(12)))
            .Then(new CareLate(3, null, Morning(12)));
        Given(Opened, new CareLate(1, After(4), After(2)))
            .When(new Remind(After(4)))
            .Then(new CareLate(2, After(6), After(4)))
            .When(new Remind(After(6)))
            .Then(new CareLate(3, null, After(6)));
    }

    [Fact]
    public void A_clock_that_stood_still_until_the_afternoon_tells_both_at_once() =>
        Given(Opened, AdultThere, Arranged)
            .When(new Remind(Morning(11, 15)))
            .Then(new CareLate(1, Morning(11, 12), Morning(11, 15)), new CareLate(2, Morning(12), Morning(11, 15)));

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

    private static OfferCare Offer(CareExit exit, bool? minor = true, bool entrusted = false) =>
        new(exit, Hidden("父亲"), Hidden("社区服务站"), Morning(12, 14), Hidden("对花生过敏"), minor, entrusted, Secretary, After(800));

    private static CareOffered Offered(CareExit exit = CareExit.GuardianBack) =>
        new(new(exit, Hidden("父亲"), Hidden("社区服务站"), Morning(12, 14), Hidden("对花生过敏"), Secretary), After(800));

    private static readonly By Civil = new(new("民政"), Role.CivilAffairs);
    private static readonly CareAccepted Accepted = new(CareAcceptedBy.Link, null, null, null, After(850));

    [Fact]
    public void Nothing_ends_on_somebodys_word_for_the_receiver()
    {
        var end = new ExitCare(CareExit.GuardianBack, Hidden("父亲"), Secretary, After(900));
        Given(Opened, AdultThere).When(end).Refused(CareCase.NotAccepted);
        Given(Opened, AdultThere, Offered()).When(end).Refused(CareCase.NotAccepted);
        Given(Opened, AdultThere, Offered(), Accepted).When(end with { Exit = CareExit.Relative }).Refused(CareCase.NotAccepted);
        Given(Opened, AdultThere, Offered(), Accepted).When(end).Then(Ended);
        Given(Opened, AdultThere, Offered(), Accepted, Offered(CareExit.Institution)).When(end).Refused(CareCase.NotAccepted);
        Given(Opened, AdultThere, Offered(), Accepted, new CareDeclined(null, null, After(860))).When(end).Refused(CareCase.NotAccepted);
        Given(Opened, AdultThere, Offered(), Accepted, new OfferTakenBack(Secretary, After(860))).When(end).Refused(CareCase.NotAccepted);
    }

    [Fact]
    public void With_the_receivers_acceptance_the_case_ends_and_nothing_is_due_any_more()
    {
        Given(Opened, AdultThere, Ended).When(new Remind(Morning(11))).Nothing();
        Given(Opened, AdultThere, Ended)
            .When(new ExitCare(CareExit.Relative, Hidden("舅舅"), Secretary, After(901)))
            .Refused(CareCase.Over);
        Given(Opened, AdultThere, Ended).When(new CheckCare(Today, null, Secretary, After(901))).Refused(CareCase.Over);
    }

    [Fact]
    public void A_receiver_accepts_by_a_link_or_on_paper_that_somebody_saw_and_civil_affairs_with_their_account()
    {
        var accept = new AcceptCare(CareAcceptedBy.Link, null, null, null, After(850));
        Given(Opened, AdultThere).When(accept).Refused(CareCase.NotOffered);
        Given(Opened, AdultThere, Offered()).When(accept).Then(Accepted).When(accept with { At = After(851) }).Nothing();
        Given(Opened, AdultThere, Offered())
            .When(new AcceptCare(CareAcceptedBy.Paper, null, null, Secretary, After(850)))
            .Refused(CareCase.NoProof);
        Given(Opened, AdultThere, Offered())
            .When(new AcceptCare(CareAcceptedBy.Paper, Hidden("楼长"), null, Secretary, After(850)))
            .Then<CareAccepted>(e => e.Witness.ShouldBe(Hidden("楼长")));
        Given(Opened, AdultThere, Offered())
            .When(new AcceptCare(CareAcceptedBy.Account, null, null, Civil, After(850)))
            .Refused(CareCase.NotTheReceiver);
        foreach (var way in new[] { CareAcceptedBy.Link, CareAcceptedBy.Paper })
            Given(Opened, AdultThere, Offered(CareExit.CivilAffairs))
                .When(new AcceptCare(way, Hidden("楼长"), null, way == CareAcceptedBy.Link ? null : Secretary, After(850)))
                .Refused(CareCase.NotTheReceiver);
        Given(Opened, AdultThere, Offered(CareExit.CivilAffairs))
            .When(new AcceptCare(CareAcceptedBy.Account, null, null, Secretary, After(850)))
            .Refused(CareCase.NotTheReceiver);
    }

    [Fact]
    public void Who_is_to_go_to_civil_affairs_waits_for_their_answer_by_a_clock()
    {
        var asked = new CivilAffairsAsked(CareAskOf.Guardianship, Hidden("对花生过敏"), After(800).AddHours(72), Secretary, After(800));
        Given(Opened, AdultThere, Arranged).When(Offer(CareExit.CivilAffairs)).Then(Offered(CareExit.CivilAffairs), asked);
        Given(Opened, AdultThere, Arranged, Offered(CareExit.CivilAffairs), asked)
            .When(new AcceptCare(CareAcceptedBy.Account, null, null, Civil, After(850)))
            .Then(new CareAccepted(CareAcceptedBy.Account, null, null, Civil, After(850)), new CareAnswered(true, null, Civil, After(850)));
        Given(Opened, AdultThere, Arranged, Offered(CareExit.CivilAffairs), asked)
            .When(new DeclineCare(Hidden("亲属在路上"), Civil, After(850)))
            .Then(
                new CareDeclined(Hidden("亲属在路上"), Civil, After(850)),
                new CareAnswered(false, Hidden("亲属在路上"), Civil, After(850))
            );
        Given(Opened, asked)
            .When(new Remind(After(800).AddHours(72)))
            .Happened()
            .ShouldContain(new CareAnswerLate(After(800).AddHours(72)));
        Given(Opened, asked).When(new AnswerCare(true, null, Secretary, After(850))).Refused(CareCase.NotTheReceiver);
        Given(Opened, asked)
            .When(new TakeBackOffer(Secretary, After(850)))
            .Refused(CareCase.NotOffered)
            .When(new AskCivilAffairs(CareAskOf.Discharge, Hidden("出院后去哪"), true, null, Secretary, After(850)))
            .Refused(CareCase.AlreadyAsked);
    }

    [Fact]
    public void An_exit_that_is_not_lawful_in_this_situation_is_refused_with_the_reason()
    {
        Given(Opened, AdultThere).When(Offer(CareExit.Procedure)).Refused(CareCase.NotForMinors);
        Given(Opened, AdultThere).When(Offer(CareExit.CivilAffairs, minor: false)).Refused(CareCase.OnlyForMinors);
        Given(Opened, AdultThere).When(Offer(CareExit.Relative)).Refused(CareCase.NotEntrusted);
        Given(Opened, AdultThere).When(Offer(CareExit.Relative, entrusted: true)).Then<CareOffered>(_ => { });
        Given(Opened, AdultThere).When(Offer(CareExit.Procedure, minor: false)).Then<CareOffered>(_ => { });
        var harmed = Opened with { HarmSuspected = true };
        Given(harmed, AdultThere).When(Offer(CareExit.GuardianBack)).Refused(CareCase.HarmSuspectedThere);
        Given(harmed, AdultThere).When(new ClearHarm(Hidden("公安、民政已核实"), Secretary, After(700))).Refused(CareCase.NotTheReceiver);
        Given(harmed, AdultThere)
            .When(new ClearHarm(Hidden("公安、民政已核实"), Civil, After(700)))
            .Then<HarmCleared>(_ => { })
            .When(Offer(CareExit.GuardianBack))
            .Then(Offered());
        Given(Opened, AdultThere)
            .When(new AskCivilAffairs(CareAskOf.Opinion, Hidden("谁当监护人"), true, null, Secretary, After(700)))
            .Refused(CareCase.NotForMinors);
    }

    [Fact]
    public void Who_has_said_that_they_know_is_asked_again_when_it_is_late()
    {
        var seen = new CareSeen(CareParty.Street, null, Secretary, After(800));
        Given(Opened, AdultThere, Arranged, seen).When(new SeeCare(CareParty.Street, null, Secretary, After(801))).Nothing();
        Given(Opened, AdultThere, Arranged, seen)
            .When(new SeeCare(CareParty.Street, Hidden("派副主任去"), Secretary, After(801)))
            .Then<CareSeen>(e => e.Note.ShouldBe(Hidden("派副主任去")));
        Given(Opened, AdultThere, Arranged, seen)
            .When(new Remind(Morning(11)))
            .Then<CareLate>(_ => { })
            .Now<CareCase>(c => c.Seen.ShouldBeEmpty());
    }
}
