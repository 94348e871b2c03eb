using Emergency.Domain.Clinics;
using Emergency.Domain.Visits;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Clinics;

public sealed class ClinicStories
{
    private static readonly By Doctor = new(new("doctor"), Role.Clinic);
    private static readonly PersonId Patient = Id<PersonId>(7);
    private static readonly Sealed Told = Hidden("不稳定");

    private static DateOnly Day(int day) => new DateOnly(2026, 3, 1).AddDays(day - 1);

    private static DateTimeOffset At(int day) => Shanghai.At(Day(day), 10);

    private static Story Given(params ClinicEvent[] events) => Story.Of(Noun.Clinic).Given(events);

    private static MakeClinicVisit Seen(int day, int? latest, int? sooner = null, int? told = null) =>
        new(
            Patient,
            Community,
            VisitMeans.Door,
            Told,
            At(day),
            latest is { } by ? Day(by) : null,
            sooner is { } one ? Day(one) : null,
            Doctor,
            At(told ?? day)
        );

    private static ClinicVisitMade Made(int day, int? next) =>
        new(Patient, Community, VisitMeans.Door, Told, At(day), next is { } on ? Day(on) : null, Doctor, At(day));

    [Fact]
    public void A_visit_sets_the_next_one_as_the_table_wants_it_or_sooner_and_never_later() =>
        Given()
            .When(Seen(1, latest: 15))
            .Then(Made(1, 15))
            .When(Seen(2, latest: 16, sooner: 9))
            .Then(Made(2, 9))
            .When(Seen(3, latest: 17, sooner: 40))
            .Then(Made(3, 17));

    [Fact]
    public void Who_is_asked_to_look_in_is_asked_once_until_it_was_there_or_has_set_a_day() =>
        Given(Made(1, 15))
            .When(new AskClinic(Patient, Community, GridChief, At(3)))
            .Then(new ClinicAsked(Patient, Community, GridChief, At(3)))
            .When(new AskClinic(Patient, Community, GridChief, At(4)))
            .Nothing()
            .When(Seen(2, latest: 15, told: 4))
            .Then<ClinicVisitMade>(_ => { })
            .Now<ClinicCare>(care => care.AskedAt.ShouldBe(At(3), "that was before"))
            .When(new DateClinicVisit(Patient, Community, Day(15), Doctor, At(5)))
            .Then<ClinicVisitDated>(_ => { })
            .Now<ClinicCare>(care => care.AskedAt.ShouldBeNull())
            .When(new AskClinic(Patient, Community, GridChief, At(6)))
            .Then<ClinicAsked>(_ => { })
            .When(Seen(7, latest: 20))
            .Then<ClinicVisitMade>(_ => { })
            .Now<ClinicCare>(care => care.AskedAt.ShouldBeNull());

    [Fact]
    public void Who_was_asked_for_and_leaves_is_asked_for_no_longer() =>
        Given()
            .When(new AskClinic(Patient, Community, GridChief, At(3)))
            .Then<ClinicAsked>(_ => { })
            .Now<ClinicCare>(care => care.Stage.ShouldBe(ClinicStage.None, "the clinic keeps no day because of it"))
            .When(new EndClinicCare(At(4)))
            .Then(new ClinicCareEnded(At(4)))
            .Now<ClinicCare>(care => care.AskedAt.ShouldBeNull());

    [Fact]
    public void Where_the_table_wants_none_there_is_one_only_if_the_clinic_says_so() =>
        Given().When(Seen(1, latest: null)).Then(Made(1, null)).When(Seen(2, latest: null, sooner: 30)).Then(Made(2, 30));

    [Fact]
    public void One_that_is_told_late_of_before_the_last_moves_nothing() =>
        Given(Made(10, 24))
            .When(Seen(5, latest: 19, told: 11))
            .Then<ClinicVisitMade>(e => e.Next.ShouldBe(Day(24)))
            .Now<ClinicCare>(care => (care.Next, care.Seen).ShouldBe((Day(24), At(10))))
            .When(new MissClinicVisit(Patient, Community, MissReason.Out, At(8), Day(30), null, Doctor, At(11)))
            .Then<ClinicVisitMissed>(e => e.Next.ShouldBe(Day(24)));

    [Fact]
    public void One_of_the_same_day_that_is_told_late_moves_nothing_either()
    {
        var afternoon = At(10).AddHours(4);
        Given(Made(10, 24) with { SeenAt = afternoon, At = afternoon })
            .When(new MissClinicVisit(Patient, Community, MissReason.Out, At(10), Day(13), null, Doctor, afternoon.AddHours(1)))
            .Then<ClinicVisitMissed>(e => e.Next.ShouldBe(Day(24), "somebody was met after it"))
            .When(Seen(10, latest: 17) with { At = afternoon.AddHours(2) })
            .Then<ClinicVisitMade>(e => e.Next.ShouldBe(Day(24)))
            .Now<ClinicCare>(care => (care.Next, care.Seen).ShouldBe((Day(24), afternoon)));
    }

    [Fact]
    public void The_day_that_the_last_attempt_set_stays_whatever_is_told_late()
    {
        var afternoon = At(10).AddHours(4);
        var tried = new MissClinicVisit(Patient, Community, MissReason.Out, afternoon, Day(12), null, Doctor, afternoon);
        Given(Made(1, 15))
            .When(tried)
            .Then<ClinicVisitMissed>(e => e.Next.ShouldBe(Day(12)))
            .When(tried with { TriedAt = At(10), Again = Day(20), At = afternoon.AddHours(1) })
            .Then<ClinicVisitMissed>(e => e.Next.ShouldBe(Day(12)))
            .When(Seen(9, latest: 23) with { At = afternoon.AddHours(2) })
            .Then<ClinicVisitMade>(e => e.Next.ShouldBe(Day(12), "it was gone to after that"))
            .When(Seen(11, latest: 25))
            .Then<ClinicVisitMade>(e => e.Next.ShouldBe(Day(25)))
            .When(tried with { TriedAt = At(12), Again = Day(14), At = At(12) })
            .Then<ClinicVisitMissed>(e => e.Next.ShouldBe(Day(14)));
    }

    [Fact]
    public void Who_was_not_met_is_gone_to_again_on_the_day_that_is_said_or_stays_due() =>
        Given(Made(1, 15))
            .When(new MissClinicVisit(Patient, Community, MissReason.Out, At(15), null, null, Doctor, At(15)))
            .Then<ClinicVisitMissed>(e => e.Next.ShouldBe(Day(15)))
            .When(new MissClinicVisit(Patient, Community, MissReason.Out, At(16), Day(18), null, Doctor, At(16)))
            .Then<ClinicVisitMissed>(e => e.Next.ShouldBe(Day(18)));

    [Fact]
    public void A_day_that_is_agreed_on_lies_ahead_and_is_said_once() =>
        Given()
            .When(new DateClinicVisit(Patient, Community, Day(4), Doctor, At(1)))
            .Then(new ClinicVisitDated(Patient, Community, Day(4), Doctor, At(1)))
            .When(new DateClinicVisit(Patient, Community, Day(4), Doctor, At(2)))
            .Nothing()
            .When(new DateClinicVisit(Patient, Community, Day(1), Doctor, At(2)))
            .Refused(ClinicCare.BadDay)
            .When(Seen(2, latest: 9, sooner: 2))
            .Refused(ClinicCare.BadDay);

    [Fact]
    public void Who_has_left_has_no_next_day_and_who_comes_back_begins_anew() =>
        Given(Made(1, 15))
            .When(new EndClinicCare(At(3)))
            .Then(new ClinicCareEnded(At(3)))
            .Now<ClinicCare>(care => (care.Next, care.Seen).ShouldBe((null, null)))
            .When(new EndClinicCare(At(3)))
            .Nothing()
            .When(Seen(30, latest: 44))
            .Then(Made(30, 44));
}
