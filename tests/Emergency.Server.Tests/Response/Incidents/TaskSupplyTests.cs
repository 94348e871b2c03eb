using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.Tasks;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Incidents;

/// <summary>For each thing of a task: how many it wants, what it has of the stock, and what became of asking the street.</summary>
public sealed class TaskSupplyTests(Borough town)
{
    private static readonly By By = World.As(Role.Secretary);

    [Fact]
    public async Task What_is_asked_for_what_is_held_and_what_is_short_are_told_thing_by_thing()
    {
        var world = await World.Make(town);
        var (id, task, other) = (world.New<IncidentId>("a fire"), world.New<TaskId>("a task"), world.New<TaskId>("another task"));
        var incident = Entities.Incident(Entities.Live, id);
        world.Happen(
            incident,
            new IncidentOpened(
                Borough.County,
                Borough.Community,
                null,
                Category.Fire,
                Priority.Life,
                null,
                null,
                world.New<ReportId>("a report"),
                null,
                null,
                world.Now,
                world.Words,
                By,
                world.Now
            )
        );
        foreach (var one in (TaskId[])[task, other])
            world.Happen(
                incident,
                new TaskOpened(
                    one,
                    Borough.Community,
                    null,
                    new(one, null, TaskClass.Wait, "搬", null, [], [], [], 600),
                    null,
                    By,
                    world.Now
                )
            );
        world.Happen(incident, new SuppliesAsked(task, Borough.Community, [new("绳", 5), new("灯", 2)], By, world.Now));
        world.Happen(incident, new SuppliesAsked(other, Borough.Community, [new("泵", 9)], By, world.Now));
        var store = Entities.Supplies(Entities.Live, Borough.Community);
        foreach (
            var (name, item, reserved, issued, whose) in ((string, string, int, int, TaskId)[])
                [("a", "绳", 0, 1, task), ("b", "绳", 3, 0, task), ("c", "毯", 0, 4, task), ("d", "泵", 3, 0, other)]
        )
        {
            var lot = world.New<LotId>($"lot {name}");
            world.Happen(store, new LotRecorded(new(lot, item, "救援", "件", 20, 0, null, "架", null, null, null), null, world.Now));
            if (reserved + issued > 0)
                world.Happen(store, new LotReserved(lot, whose, reserved + issued, world.Now, id));
            if (issued > 0)
                world.Happen(store, new LotIssued(lot, whose, issued, By, world.Now));
        }
        foreach (
            var (name, item, missing, granted, whose) in ((string, string, int, int?, TaskId)[])
                [("one", "绳", 1, 0, task), ("two", "绳", 3, 2, task), ("three", "绳", 2, null, task), ("four", "泵", 6, null, other)]
        )
        {
            var request = world.New<GoodsRequestId>($"request {name}");
            world.Happen(incident, new ShortageReported(whose, Borough.Community, request, item, 5, missing, world.Now));
            if (granted is { } some)
                world.Happen(incident, new ShortageAnswered(whose, request, some, world.Now));
        }
        var known = world.Known.Of<IncidentsKnown>().Find(id)!;
        var all = TaskSupply.Of(new(known, world.Known, world.Asking(Role.Secretary, Borough.Community)), known.State.Tasks[task]);
        all.Select(one => (one.Item, one.Wanted, one.Reserved, one.Issued, one.Missing))
            .ShouldBe([("绳", 5, 3, 1, 3), ("灯", 2, 0, 0, 0), ("毯", 0, 0, 4, 0)]);
        all.Select(one => string.Join(' ', one.Lots.Select(lot => world.Text(lot.Lot)).Order(StringComparer.Ordinal)))
            .ShouldBe(["lot a lot b", "", "lot c"]);
        all[0]
            .Shortages.Select(one => (world.Text(one.Request), one.Missing, one.State, one.Granted))
            .ShouldBe(
                [
                    ("request one", 1, ShortageState.Refused, 0),
                    ("request two", 3, ShortageState.Granted, 2),
                    ("request three", 2, ShortageState.Asked, 0),
                ],
                ignoreOrder: true
            );
        all.Skip(1).ShouldAllBe(one => one.Shortages.Count == 0);
    }
}
