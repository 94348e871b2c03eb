using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Reactions;

namespace Emergency.Server.Tests.Stock;

/// <summary>An event of a lot is listed under that lot, and under both where a part of it became another.</summary>
public sealed class LotHistoryTests(Borough town)
{
    [Fact]
    public async Task A_part_that_moved_begins_with_its_move_and_the_rest_tells_of_it()
    {
        var world = await World.Make(town);
        var feed = new MemoryFeed(town.Time);
        var store = Entities.Supplies(Entities.Live, Borough.Community);
        LotId whole = world.New<LotId>("the whole"),
            part = world.New<LotId>("the part"),
            other = world.New<LotId>("another");
        foreach (
            var e in (SuppliesEvent[])
                [
                    Recorded(whole),
                    Recorded(other),
                    new LotMoved(whole, 3, part, "二号柜", null, Borough.By, world.Now),
                    new LotHandedOut(part, 1, world.Words, null, Borough.By, world.Now),
                    new LotHandedOut(whole, 2, world.Words, null, Borough.By, world.Now),
                    new LotMoved(other, 9, null, "三号柜", null, Borough.By, world.Now),
                ]
        )
        {
            world.Happen(store, e);
            feed.Append(store, e);
        }
        (await Told(whole)).ShouldBe(["supplies.lot-recorded 0 9", "supplies.lot-moved 9 6", "supplies.lot-handed-out 6 4"]);
        (await Told(part)).ShouldBe(["supplies.lot-moved 0 3", "supplies.lot-handed-out 3 2"]);
        (await Told(other)).ShouldBe(["supplies.lot-recorded 0 9", "supplies.lot-moved 9 9"]);

        LotRecorded Recorded(LotId lot) => new(new(lot, "绳", "救援", "根", 9, 0, null, "一号柜", null, null, null), null, world.Now);

        async Task<string[]> Told(LotId lot) =>
            [
                .. (
                    await new LotHistory(feed, town.Sealing).Of(
                        new(Borough.Community, world.Known, world.Asking(Role.Secretary, Borough.Community)),
                        lot,
                        TestContext.Current.CancellationToken
                    )
                ).Select(entry => $"{entry.What} {entry.Before} {entry.After}"),
            ];
    }
}
