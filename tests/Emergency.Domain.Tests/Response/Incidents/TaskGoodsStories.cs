using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

public sealed class TaskGoodsStories
{
    private static readonly GoodsRequestId Request = Id<GoodsRequestId>(7);
    private static readonly ReportShortage Short = new(TaskLadder.Wake, Request, "雨衣", 4, 2, After(2));
    private static readonly ShortageReported Reported = new(TaskLadder.Wake, Community, Request, "雨衣", 4, 2, After(2));

    private static Story Given(IncidentEvent[] events) => Story.Of(Noun.Incident).Given(events);

    private static AskSupplies Ask(params ReadOnlySpan<SupplyNeed> needs) => new(TaskLadder.Wake, ListOf.From(needs), GridChief, After(1));

    [Fact]
    public void Who_has_a_task_says_what_it_needs_in_all() =>
        Given(TaskLadder.LifeTaken)
            .When(Ask(new SupplyNeed("雨衣", 2), new SupplyNeed("手电", 1)))
            .Then(new SuppliesAsked(TaskLadder.Wake, Community, [new("雨衣", 2), new("手电", 1)], GridChief, After(1)))
            .When(Ask(new SupplyNeed("雨衣", 1)))
            .Nothing()
            .When(Ask(new SupplyNeed("雨衣", 4), new SupplyNeed("手电", 1)))
            .Then<SuppliesAsked>(e => e.Needs.ShouldBe([new("雨衣", 4)]))
            .When(Ask(new SupplyNeed("雨衣", 0)))
            .Refused(Supplies.BadQuantity, "雨衣");

    [Fact]
    public void A_task_that_has_ended_asks_for_nothing() =>
        Given(TaskLadder.LifeDone).When(Ask(new SupplyNeed("雨衣", 2))).Refused(IncidentTask.Over).When(Short).Refused(IncidentTask.Over);

    [Fact]
    public void What_the_stock_refuses_stands_on_the_task_until_the_street_grants_it() =>
        Given(TaskLadder.LifeTaken)
            .When(Short)
            .Then(Reported)
            .When(Short with { Missing = 1 })
            .Nothing()
            .When(new AnswerShortage(TaskLadder.Wake, Request, 1, After(5)))
            .Then(new ShortageAnswered(TaskLadder.Wake, Request, 1, After(5)))
            .Now<Incident>(fire => fire.Tasks[TaskLadder.Wake].Shortages.ShouldBe([new(Request, "雨衣", 4, 2, ShortageState.Granted, 1)]))
            .When(new AnswerShortage(TaskLadder.Wake, Request, 0, After(6)))
            .Nothing();

    [Fact]
    public void A_street_that_has_none_either_is_heard_too() =>
        Given([.. TaskLadder.LifeTaken, Reported])
            .When(new AnswerShortage(TaskLadder.Wake, Request, 0, After(5)))
            .Now<Incident>(fire => fire.Tasks[TaskLadder.Wake].Shortages.ShouldHaveSingleItem().State.ShouldBe(ShortageState.Refused));

    [Fact]
    public void What_a_step_needs_is_asked_for_once_however_many_buildings_it_is_given_to()
    {
        var card = new Card(
            "fire",
            "fire",
            "火灾",
            [
                new("wake", TaskClass.Life, ["door-chain"], "叫醒", 60, [new("扩音器", 2)]),
                new("lane", TaskClass.Life, ["书记"], "开门", 60, []),
            ]
        );
        Door[] doors = [new(Id<HouseholdId>(1), G1, "1号楼", "1单元", []), new(Id<HouseholdId>(2), G1, "2号楼", "2单元", [])];
        Assignment
            .Resolve(card, [], [], doors, Night, Id<TaskId>)
            .Select(task => (task.Step, task.Supplies))
            .ShouldBe([("wake", [new SupplyNeed("扩音器", 2)]), ("wake", null), ("lane", null)]);
    }
}
