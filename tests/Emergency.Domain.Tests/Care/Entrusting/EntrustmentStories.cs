using Emergency.Domain.Entrusting;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Entrusting;

public sealed class EntrustmentStories
{
    private static readonly PersonId Child = Id<PersonId>(9);
    private static readonly DateOnly From = new(2025, 9, 1),
        To = new(2026, 8, 31);
    private static readonly PlannedCheck First = new(CheckReason.Start, Today, Today.AddDays(14)),
        Spring = new(CheckReason.Term, new(2026, 6, 15), new(2026, 6, 30), "before-summer");
    private static readonly EntrustmentPlanned Planned = new(Child, Community, From, To, First, Morning(Today), Night);

    private static DateTimeOffset Morning(DateOnly day) => Shanghai.At(day, 8);

    private static DateTimeOffset Noon(DateOnly day) => Shanghai.At(day, 12);

    private static DateOnly Day(int after) => Today.AddDays(after);

    private static Story Given(params EntrustmentEvent[] events) => Story.Of(Noun.Entrustment).Given(events);

    private static MakeCheck Check(DateOnly day, CheckJudgement judgement = CheckJudgement.Good, ListOf<LetterTo>? letters = null) =>
        new(
            Child,
            Community,
            judgement,
            Hidden("看过"),
            [.. (letters ?? []).Select(to => new OwedLetter(to, Noon(day.AddDays(1))))],
            Noon(day),
            Secretary,
            Noon(day)
        );

    private static AskCheck Asked(string cause, bool harm = false) => new(Child, Community, cause, harm, GridChief, Night);

    private static readonly SendLetter Delivered = new(
        Child,
        Community,
        LetterTo.Department,
        LetterWay.Delivered,
        Hidden("信"),
        null,
        Noon(Day(4)),
        Secretary,
        Noon(Day(1))
    );
    private static readonly ListOf<LetterTo> Three = [LetterTo.Carer, LetterTo.Department, LetterTo.Parents];

    [Fact]
    public void What_the_register_entrusts_is_checked_at_its_start_and_told_to_one_after_the_other() =>
        Given()
            .When(new PlanEntrustment(Child, Community, From, To, Night))
            .Then(Planned)
            .When(new Remind(Morning(Day(1))))
            .Then(new CheckLate(1, First, Morning(Day(15)), Morning(Day(1))))
            .When(new Remind(Morning(Day(15))))
            .Then(new CheckLate(2, First, Morning(Day(18)), Morning(Day(15))))
            .When(new Remind(Morning(Day(18))))
            .Then(new CheckLate(3, First, Morning(Day(22)), Morning(Day(18))))
            .When(new Remind(Morning(Day(22))))
            .Then(new CheckLate(4, First, null, Morning(Day(22))));

    [Fact]
    public void After_a_good_check_the_next_term_comes_and_before_its_end_the_hard_date() =>
        Given(Planned)
            .When(Check(Day(3)))
            .Then<CheckMade>(e => (e.Reason, e.Next, e.Due).ShouldBe((CheckReason.Start, Spring, Morning(Spring.Day))))
            .When(Check(new(2026, 6, 20)))
            .Then<CheckMade>(e => (e.Reason, e.Next).ShouldBe((CheckReason.Term, new PlannedCheck(CheckReason.End, To, To))))
            .When(Check(To))
            .Then<CheckMade>(e => (e.Reason, e.Next, e.Due).ShouldBe((CheckReason.End, null, null)));

    [Fact]
    public void A_sign_asks_for_one_within_a_day_once_for_each_cause() =>
        Given(Planned)
            .When(Check(Day(0)) with { At = Night, SeenAt = Night })
            .Then<CheckMade>(_ => { })
            .When(Asked("visit-1"))
            .Then(new CheckAsked("visit-1", new(CheckReason.Sign, Today, Day(1)), Morning(Today), GridChief, Night))
            .When(Asked("visit-1"))
            .Nothing()
            .When(Check(Day(1)))
            .Then<CheckMade>(e => (e.Reason, e.Next).ShouldBe((CheckReason.Sign, Spring)));

    [Fact]
    public void A_child_without_a_word_in_the_register_is_looked_after_all_the_same() =>
        Given()
            .When(Asked("visit-1"))
            .Then<EntrustmentPlanned, CheckAsked>((planned, asked) => (planned.To, asked.Next!.Reason).ShouldBe((null, CheckReason.Sign)));

    [Fact]
    public void A_carer_who_fails_is_urged_and_department_and_parents_are_told_each_with_a_clock() =>
        Given(Planned)
            .When(Check(Day(1), CheckJudgement.Failing, Three))
            .Then<CheckMade, LettersAsked>(
                (made, asked) =>
                {
                    made.Next.ShouldBe(new(CheckReason.Again, Day(8), Day(8)));
                    asked.Open.ShouldBe([.. Three.Select(to => new Letter(to, false, Noon(Day(2))))]);
                    asked.Due.ShouldBe(Noon(Day(2)));
                }
            )
            .When(Delivered)
            .Then<LetterSent>(e => (e.ReplyBefore, e.Due).ShouldBe((Noon(Day(4)), Noon(Day(2)))))
            .When(new Remind(Noon(Day(2))))
            .Then(
                new LetterLate(LetterTo.Carer, false, 1, Noon(Day(2)), Noon(Day(2))),
                new LetterLate(LetterTo.Parents, false, 1, Noon(Day(4)), Noon(Day(2)))
            )
            .When(new AnswerLetter(LetterTo.Department, Hidden("来看"), null, Secretary, Noon(Day(3))))
            .Then<LetterAnswered>(e => e.Due.ShouldBe(Noon(Day(5))));

    [Fact]
    public void What_is_written_already_is_not_asked_for_twice() =>
        Given(Planned)
            .When(Check(Day(1), CheckJudgement.Strained, Three))
            .Then<CheckMade, LettersAsked>((_, _) => { })
            .When(Check(Day(2), CheckJudgement.Strained, Three))
            .Then<CheckMade>(_ => { })
            .When(Check(Day(3), CheckJudgement.Good, [LetterTo.School]))
            .Then<CheckMade, LettersAsked>((_, asked) => asked.Open.Count.ShouldBe(4));

    [Fact]
    public void Suspected_harm_is_reported_at_once_and_who_did_not_is_told_secretary_then_street() =>
        Given(Planned)
            .When(Asked("visit-1", harm: true))
            .Then<CheckAsked, HarmReportAsked>((_, e) => e.Due.ShouldBe(After(30)))
            .When(new Remind(After(30)))
            .Then<CheckLate, HarmReportLate>((_, e) => (e.Level, e.Due).ShouldBe((1, After(60))))
            .When(new Remind(After(60)))
            .Then(new HarmReportLate(2, null, After(60)));

    [Fact]
    public void A_report_needs_nothing_before_it_stops_the_clock_and_is_only_added_to()
    {
        var report = new MakeReport(Child, Community, Id<HarmReportId>(1), true, Hidden("伤"), [ReportTo.Police], GridChief, Night);
        var added = new AddToReport(report.Report, Hidden("又看到"), Secretary, After(5));
        Given()
            .When(report)
            .Then(
                new HarmReported(Child, Community, report.Report, true, Hidden("伤"), [ReportTo.Police], GridChief, Night),
                new HarmAnswersAwaited([new(report.Report, ReportTo.Police, Night.AddHours(24))], Night.AddHours(24), Night)
            )
            .When(report with { At = After(1) })
            .Nothing()
            .When(added)
            .Then(new HarmReportAdded(report.Report, Hidden("又看到"), Secretary, After(5)));
    }

    [Fact]
    public void Each_receiver_of_a_report_says_that_it_has_it_and_what_it_decides_also_when_the_child_has_left()
    {
        var report = Id<HarmReportId>(1);
        AnswerReport From(ReportTo to, HarmDecision? decision = null) =>
            new(report, to, decision, null, null, HarmAnsweredBy.Link, null, After(9));
        Given(Planned)
            .When(From(ReportTo.Police))
            .Refused(Entrustment.UnknownReport)
            .When(new MakeReport(Child, Community, report, true, Hidden("伤"), [ReportTo.Police, ReportTo.Education], GridChief, Night))
            .Then<HarmReported, HarmAnswersAwaited>((_, _) => { })
            .When(From(ReportTo.CivilAffairs))
            .Refused(Entrustment.NotAReceiver)
            .When(new EndEntrustment(EntrustmentEnd.Left, After(5)))
            .Then<EntrustmentEnded>(_ => { })
            .When(From(ReportTo.Police))
            .Then(
                new HarmReportAnswered(report, ReportTo.Police, null, null, null, HarmAnsweredBy.Link, null, After(9)),
                new HarmAnswersAwaited(
                    [new(report, ReportTo.Education, Night.AddHours(24)), new(report, ReportTo.Police, After(9).AddHours(72))],
                    Night.AddHours(24),
                    After(9)
                )
            )
            .When(From(ReportTo.Police) with { At = After(10) })
            .Nothing()
            .When(From(ReportTo.Police) with { Words = Hidden("在查") })
            .Then<HarmReportAnswered>(_ => { })
            .When(From(ReportTo.Police, HarmDecision.TakenUp))
            .Then<HarmReportAnswered, HarmAnswersAwaited>(
                (e, awaited) => (e.Decision, awaited.Open.Count).ShouldBe((HarmDecision.TakenUp, 1))
            )
            .When(From(ReportTo.Police, HarmDecision.TakenUp))
            .Nothing()
            .When(From(ReportTo.Police))
            .Nothing()
            .When(From(ReportTo.Police, HarmDecision.PassedOn) with { Words = Hidden("市局") })
            .Then<HarmReportAnswered>(e => e.Decision.ShouldBe(HarmDecision.PassedOn))
            .When(From(ReportTo.Education, HarmDecision.Declined))
            .Then<HarmReportAnswered, HarmAnswersAwaited>((e, awaited) => (e.To, awaited.Due).ShouldBe((ReportTo.Education, null)));
    }

    [Fact]
    public void A_receiver_who_says_nothing_is_late_at_the_child_director_and_a_day_later_at_the_street_and_then_asked_for_no_more()
    {
        var report = Id<HarmReportId>(1);
        ListOf<ReportTo> both = [ReportTo.Police, ReportTo.Education];
        Given()
            .When(new MakeReport(Child, Community, report, true, Hidden("伤"), both, GridChief, Night))
            .Then<HarmReported, HarmAnswersAwaited>((_, _) => { })
            .When(new AnswerReport(report, ReportTo.Education, null, null, null, HarmAnsweredBy.Paper, GridChief, Night.AddHours(1)))
            .Then<HarmReportAnswered, HarmAnswersAwaited>((_, awaited) => awaited.Due.ShouldBe(Night.AddHours(24)))
            .When(new Remind(Night.AddHours(23)))
            .Nothing()
            .When(new Remind(Night.AddHours(24)))
            .Then(new HarmAnswerLate(report, ReportTo.Police, 1, Night.AddHours(48), Night.AddHours(24)))
            .When(new Remind(Night.AddHours(80)))
            .Then(
                new HarmAnswerLate(report, ReportTo.Police, 2, Night.AddHours(73), Night.AddHours(80)),
                new HarmAnswerLate(report, ReportTo.Education, 1, Night.AddHours(97), Night.AddHours(80))
            )
            .When(new Remind(Night.AddHours(97)))
            .Then(new HarmAnswerLate(report, ReportTo.Education, 2, null, Night.AddHours(97)));
    }

    [Fact]
    public void One_that_is_told_late_of_before_the_last_moves_nothing() =>
        Given(Planned)
            .When(Check(Day(3)))
            .Then<CheckMade>(_ => { })
            .When(Check(Day(1), CheckJudgement.Failing) with { At = Noon(Day(4)) })
            .Then<CheckMade>(e => (e.Reason, e.Next).ShouldBe((null, Spring)));

    [Fact]
    public void A_check_of_the_same_day_that_is_told_late_moves_nothing_either()
    {
        var again = new PlannedCheck(CheckReason.Again, Day(3), Day(3));
        Given(Planned)
            .When(Check(Day(3), CheckJudgement.Failing))
            .Then<CheckMade>(e => again = e.Next.ShouldNotBeNull())
            .When(Check(Day(3)) with { SeenAt = Noon(Day(3)).AddHours(-2), At = Noon(Day(3)).AddHours(3) })
            .Then<CheckMade>(e => (e.Reason, e.Next).ShouldBe((null, again), "a check after it found care failing"))
            .Now<Entrustment>(care => (care.CheckedAt, care.Checked).ShouldBe((Noon(Day(3)), Day(3))));
    }

    [Fact]
    public void A_longer_entrustment_moves_its_end_and_one_that_ended_yesterday_is_looked_at_now() =>
        Given(
                Planned,
                new CheckMade(CheckJudgement.Good, Hidden("x"), Night, CheckReason.Start, Spring, Morning(Spring.Day), Secretary, Night)
            )
            .When(new PlanEntrustment(Child, Community, From, To.AddYears(1), Night))
            .Then<EntrustmentPlanned>(e => e.Next.ShouldBe(Spring))
            .When(new PlanEntrustment(Child, Community, From, Day(1), Noon(Day(2))))
            .Then<EntrustmentPlanned>(e => e.Next.ShouldBe(new(CheckReason.End, Day(2), Day(9))));

    [Fact]
    public void Who_has_left_has_no_clock_but_that_of_the_report() =>
        Given(Planned)
            .When(Check(Day(1), CheckJudgement.Failing, Three))
            .Then<CheckMade, LettersAsked>((_, _) => { })
            .When(new EndEntrustment(EntrustmentEnd.Left, Noon(Day(2))))
            .Then<EntrustmentEnded, LettersAsked>((_, letters) => letters.Due.ShouldBeNull())
            .When(new Remind(Noon(Day(40))))
            .Nothing();
}
