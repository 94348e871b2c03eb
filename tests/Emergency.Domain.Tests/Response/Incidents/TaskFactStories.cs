using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using static Emergency.Domain.Tests.Cast;
using static Emergency.Domain.Tests.Incidents.TaskLadder;

namespace Emergency.Domain.Tests.Incidents;

/// <summary>Tasks that known facts answer.</summary>
public sealed class TaskFactStories
{
    private static readonly ActivatedCard Card = new(Community, "old-block-fire", "1", 1, After(1));
    private static readonly IncidentOpened From119 = Fire with { Case = new("119", "0001") };

    private static Story Given(params IncidentEvent[] events) => Story.Of(Noun.Incident).Given(events);

    private static PlannedTask Told(string text) => Planned(TaskClass.Life, Unit) with { Step = "called", Text = text };

    private static TaskFact? Fact(string text, TaskClass kind = TaskClass.Life, int doors = 0) =>
        TaskFacts.Of(kind, text, doors).FirstOrDefault()?.Fact;

    [Theory]
    [InlineData("确认已拨119", "119")]
    [InlineData("拨打 120", "120")]
    [InlineData("报110", "110")]
    [InlineData("拨119报火警", "119")]
    public void A_step_that_asks_only_whether_a_hotline_knows_asks_for_that_fact(string text, string line) =>
        TaskFacts.Of(TaskClass.Life, text, 0).ShouldBe([new AskedFact(TaskFact.HotlineKnows, line)]);

    [Theory]
    [InlineData("在门口等119，引导进院")]
    [InlineData("拨打119并引导")]
    [InlineData("报街道：电话先报，再文字初报")]
    [InlineData("开放室内避难点，登记到户")]
    [InlineData("逐户叫醒，敲门喊话")]
    [InlineData("把119带到单元门口")]
    public void A_step_that_asks_for_more_is_left_to_people(string text) => TaskFacts.Of(TaskClass.Life, text, 0).ShouldBeEmpty();

    [Fact]
    public void Area_shelter_and_doors_are_facts_too_but_of_no_professional_task()
    {
        Fact("圈出影响范围").ShouldBe(TaskFact.AreaDrawn);
        Fact("开放室内避难点").ShouldBe(TaskFact.ShelterOpen);
        Fact("逐户叫醒，敲门喊话", doors: 2).ShouldBe(TaskFact.DoorsSettled);
        Fact("拨打119", TaskClass.Professional).ShouldBeNull();
    }

    [Fact]
    public void What_the_hotline_itself_told_us_nobody_is_asked_to_tell_the_hotline()
    {
        Given(From119)
            .When(new ActivateCard(Card, [Told("确认已拨119")], Secretary, After(1)))
            .Now<Incident>(i => (i.Tasks[Wake].State, i.Tasks[Wake].Due).ShouldBe((TaskState.Done, null)));
        Given(Fire)
            .When(new ActivateCard(Card, [Told("确认已拨119")], Secretary, After(1)))
            .Now<Incident>(i => i.Tasks[Wake].State.ShouldBe(TaskState.Open));
        Given(From119)
            .When(new ActivateCard(Card, [Told("确认已拨120")], Secretary, After(1)))
            .Now<Incident>(i => i.Tasks[Wake].State.ShouldBe(TaskState.Open));
    }

    [Fact]
    public void What_the_hotline_has_taken_back_it_is_told_again() =>
        Given(From119, new ReportsWithdrawn(new("119", "0001"), Hidden("误报"), After(0.5)))
            .When(new ActivateCard(Card, [Told("确认已拨119")], Secretary, After(1)))
            .Now<Incident>(i => i.Tasks[Wake].State.ShouldBe(TaskState.Open));

    [Fact]
    public void A_fact_closes_a_task_once_whoever_has_it() =>
        Given(LifeTaken)
            .When(new AnswerTask(Wake, TaskFact.DoorsSettled, TaskFacts.Knower, After(5)))
            .Then(new TaskDone(Wake, TaskFacts.Knower, After(5), TaskFact.DoorsSettled))
            .When(new AnswerTask(Wake, TaskFact.DoorsSettled, TaskFacts.Knower, After(6)))
            .Nothing()
            .When(new FinishTask(Wake, GridChief, false, After(7)))
            .Nothing();

    [Fact]
    public void Doors_are_settled_when_every_one_of_them_is_and_was_counted()
    {
        var (one, other) = (Id<HouseholdId>(1), Id<HouseholdId>(2));
        var doors = Doors.None with
        {
            Households = Doors
                .None.Households.Add(one, new(one, 2, DoorState.Safe, false, false, Night))
                .Add(other, new(other, 2, DoorState.Refuses, false, false, Night)),
        };
        TaskFacts.AreSettled(doors, [one]).ShouldBeTrue();
        TaskFacts.AreSettled(doors, [one, other]).ShouldBeFalse();
        TaskFacts.SettledOf(doors, [one, other, Id<HouseholdId>(3)]).ShouldBe(1);
        TaskFacts.AreSettled(doors, [Id<HouseholdId>(3)]).ShouldBeFalse();
        TaskFacts
            .AreSettled(
                doors with
                {
                    Households = doors.Households.SetItem(other, new(other, 2, DoorState.Refuses, true, false, Night)),
                },
                [one, other]
            )
            .ShouldBeTrue();
    }
}
