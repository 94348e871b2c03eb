using Emergency.Domain.Drills;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Drills;

/// <summary>
/// After the street's drill: observations, an improvement that the secretary must make, and the statement that it is evaluated.
/// </summary>
public sealed class ReviewStories
{
    private static readonly ImprovementId Item = Id<ImprovementId>(1);
    private static readonly DateOnly Friday = Today.AddDays(10);
    private static readonly DateTimeOffset Soon = Shanghai.At(Friday.AddDays(-3), 9),
        Late = Shanghai.At(Friday.AddDays(1), 9);
    public static readonly ImprovementFacts Facts = new(
        Hidden("三号楼的名单要补"),
        Belonging.Action,
        "area",
        new(Role.Secretary, Community, Hidden("例书记"), [Secretary.Account]),
        Friday,
        [StreetOfficer.Account]
    );
    public static readonly DrillEvent[] Ended =
    [
        new DrillPrepared(DrillStories.Facts, StreetOfficer, After(-600)),
        new DrillStarted(Night, 1, [Community], StreetOfficer, After(0)),
        new DrillEnded(EndReason.Finished, After(60), StreetOfficer, After(60)),
    ];
    public static readonly ImprovementAdded Added = new(Item, Facts, Soon, StreetOfficer, After(61));
    public static readonly ImprovementDone Done = new(Item, Hidden("补好了"), Secretary, After(70));
    public static readonly ImprovementChecked Checked = new(Item, null, StreetOfficer, After(80));
    public static readonly DrillEvaluated Evaluated = new([], null, StreetOfficer, After(62));

    public static AddImprovement Add(ImprovementFacts? facts = null) => new(Item, facts ?? Facts, StreetOfficer, After(61));

    public static FinishImprovement Finish() => new(Item, Hidden("补好了"), Secretary, After(70));

    public static CheckImprovement Check() => new(Item, null, StreetOfficer, After(80));

    public static EvaluateDrill Evaluate(params string[] faults) => new([.. faults], [], null, StreetOfficer, After(62));

    private static Story Given(params DrillEvent[] then) => Story.Of(Noun.Drill).Given([.. Ended, .. then]);

    [Fact]
    public void What_is_to_be_mended_is_somebodys_until_somebody_else_has_checked_it() =>
        Given()
            .When(Add())
            .Then(Added)
            .When(Finish())
            .Then(Done)
            .When(Check() with { By = Secretary })
            .Refused(Improvement.OwnWork)
            .When(Check())
            .Then(Checked)
            .Now<Drill>(drill => drill.Improvements[Item].Stage.ShouldBe(ImprovementStage.Checked));

    [Fact]
    public void What_is_not_mended_well_goes_back_and_its_day_counts_again() =>
        Given(Added, Done)
            .When(new SendBackImprovement(Item, Hidden("还缺四楼"), StreetOfficer, After(80)))
            .Then(new ImprovementSentBack(Item, Hidden("还缺四楼"), Soon, StreetOfficer, After(80)))
            .When(Finish() with { At = After(90) })
            .Then(Done with { At = After(90) });

    [Fact]
    public void Three_days_before_its_last_day_the_owner_is_reminded_and_after_it_the_street_is_told() =>
        Given(Added)
            .When(new Remind(Soon.AddTicks(-1)))
            .Nothing()
            .When(new Remind(Soon))
            .Then(new ImprovementReminded(Item, Late, Soon))
            .When(new Remind(Late))
            .Then(new ImprovementOverdue(Item, Late))
            .When(new Remind(Late.AddDays(9)))
            .Nothing();

    [Fact]
    public void Nobody_is_reminded_of_what_is_done() => Given(Added, Done).When(new Remind(Late)).Nothing();

    [Fact]
    public void Another_day_needs_a_reason_and_reminds_anew() =>
        Given(Added, new ImprovementOverdue(Item, Late))
            .When(new MoveImprovement(Item, Friday.AddDays(30), Hidden("等施工"), StreetOfficer, Late))
            .Then(new ImprovementMoved(Item, Friday.AddDays(30), Hidden("等施工"), Soon.AddDays(30), StreetOfficer, Late));

    [Fact]
    public void It_is_evaluated_once_each_fault_is_answered_by_an_improvement_or_by_words() =>
        Given(Added)
            .When(Evaluate("area", "loud"))
            .Refused(Drill.Unanswered, "loud")
            .When(Evaluate("area", "loud") with { Explained = [new("loud", Hidden("喇叭当天送修"))] })
            .Then(Evaluated with { Explained = [new("loud", Hidden("喇叭当天送修"))] })
            .When(Evaluate() with { At = After(99) })
            .Refused(Drill.Evaluated);

    [Fact]
    public void Each_observer_has_a_sheet_until_it_is_evaluated() =>
        Given()
            .When(new FillSheet([new("doors", SheetGrade.Partly)], Hidden("李观察"), StreetOfficer, After(61)))
            .Then(new SheetFilled([new("doors", SheetGrade.Partly)], Hidden("李观察"), StreetOfficer, After(61)))
            .When(new FillSheet([], Hidden("王观察"), Secretary, After(61)))
            .Then(new SheetFilled([], Hidden("王观察"), Secretary, After(61)))
            .Now<Drill>(drill => drill.Sheets.Count.ShouldBe(2))
            .When(Evaluate())
            .Then(Evaluated)
            .When(new FillSheet([], Hidden("李观察"), StreetOfficer, After(63)))
            .Refused(Drill.Evaluated);

    [Fact]
    public void The_form_asks_each_thing_once() =>
        ObserverForm.Items.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(ObserverForm.Items.Count);
}
