using Emergency.Domain.Confirmations;
using Emergency.Domain.Counties;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Counties;

/// <summary>The commander of 411502 wants earlier notice of an incident that nobody looks after; the duty officer confirms.</summary>
public sealed class CountyDeadlinesStories
{
    private static readonly By Commander = new(new("commander"), Role.CountyCommander);
    public static readonly SetDeadline Faster = new(Deadlines.Unattended, 3, 5, Hidden("夜里人少"), Commander, DutyOfficer, Night);
    private static readonly DeadlineSet Set = new("incident.unattended", 3, Hidden("夜里人少"), Commander, DutyOfficer, Night);

    private static Story Given(params CountyDeadlinesEvent[] events) => Story.Of(Noun.Deadlines).Given(events);

    private static SetDeadline To(Deadline of, int? value, int before) => Faster with { Of = of, Value = value, Before = before };

    [Fact]
    public void What_is_set_is_in_force_and_remembers_who_why_and_who_confirmed() =>
        Given()
            .When(Faster)
            .Then(Set)
            .Now<CountyDeadlines>(county =>
            {
                county.Value(Deadlines.Unattended).ShouldBe(3);
                county.Value(Deadlines.CallStep).ShouldBe(Deadlines.CallStep.Usual);
                county
                    .Last(Deadlines.Unattended)
                    .ShouldBe(new DeadlineSetting("incident.unattended", 3, Hidden("夜里人少"), Commander, DutyOfficer, Night));
            });

    [Fact]
    public void It_is_set_back_in_the_same_way_and_nothing_is_forgotten() =>
        Given(Set)
            .When(To(Deadlines.Unattended, null, 3) with { At = After(60) })
            .Then(Set with { Value = null, At = After(60) })
            .Now<CountyDeadlines>(county => (county.Value(Deadlines.Unattended), county.Settings.Count).ShouldBe((5, 2)));

    [Fact]
    public void What_is_so_already_is_nothing() =>
        Given()
            .When(To(Deadlines.Unattended, 5, 5))
            .Nothing()
            .When(To(Deadlines.Unattended, null, 5))
            .Nothing()
            .When(Faster)
            .Then(Set)
            .When(Faster)
            .Nothing();

    [Fact]
    public void Nobody_confirms_for_themselves() =>
        Given()
            .When(Faster with { ConfirmedBy = Commander })
            .Refused(Confirmation.Own)
            .When(Faster with { By = GridChief, ConfirmedBy = GridChief with { Account = new("another") } })
            .Refused(Confirmation.Own);

    [Fact]
    public void No_value_leaves_the_range() =>
        Given()
            .When(To(Deadlines.Unattended, 31, 5))
            .Refused(CountyDeadlines.OutOfRange, "1", "30")
            .When(To(Deadlines.Unattended, 0, 5))
            .Refused(CountyDeadlines.OutOfRange, "1", "30")
            .When(To(Deadlines.Unattended, 30, 5))
            .Then<DeadlineSet>(e => e.Value.ShouldBe(30));

    [Fact]
    public void A_figure_that_is_law_is_nobodys_to_set() =>
        Given().When(To(new("example.law", DeadlineUnit.Minutes, 5, 1, 30, "示例法 1"), 3, 5)).Refused(CountyDeadlines.Law, "示例法 1");

    [Fact]
    public void Of_two_who_asked_from_the_same_value_the_second_is_told_that_it_was_changed() =>
        Given(Set)
            .When(To(Deadlines.Unattended, 8, 5))
            .Refused(CountyDeadlines.Changed)
            .When(To(Deadlines.Unattended, 8, 3))
            .Then<DeadlineSet>(e => e.Value.ShouldBe(8));

    [Fact]
    public void Morning_stays_before_noon_and_the_day_shift_before_the_night_shift() =>
        Given()
            .When(To(Deadlines.CareMorning, 12, 9))
            .Refused(CountyDeadlines.OutOfOrder, "care.noon")
            .When(To(Deadlines.NightShift, 8, 20))
            .Refused(CountyDeadlines.OutOfOrder, "roster.day")
            .When(To(Deadlines.CareMorning, 7, 9))
            .Then<DeadlineSet>(_ => { })
            .When(To(Deadlines.CareNoon, 8, 12))
            .Then<DeadlineSet>(_ => { })
            .When(To(Deadlines.CareMorning, null, 7))
            .Refused(CountyDeadlines.OutOfOrder, "care.noon");

    [Fact]
    public void Whatever_is_asked_in_whatever_order_every_value_in_force_is_within_its_range_and_in_order() =>
        Any.Holds(
            length: 60,
            times: 200,
            acts =>
            {
                var county = CountyDeadlines.None;
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    var of = any.Among(Deadlines.All);
                    // Values from two below the range to two above it, its ends as often as all between.
                    int? value = (act % 4) switch
                    {
                        0 => of.Least,
                        1 => of.Most,
                        2 => null,
                        _ => of.Least - 2 + (act / 4 % (of.Most - of.Least + 5)),
                    };
                    if (CountyDeadlines.Decide(county, To(of, value, county.Value(of))) is Decision.Happened { Events: var events })
                        county = events.Aggregate(county, CountyDeadlines.Evolve);
                }
                Deadlines.All.ShouldAllBe(one => one.Least <= county.Value(one) && county.Value(one) <= one.Most);
                Deadlines.InOrder.ShouldAllBe(pair => county.Value(pair.Earlier) < county.Value(pair.Later));
            }
        );
}
