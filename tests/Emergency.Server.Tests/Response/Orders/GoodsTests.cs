using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Orders;

public sealed class GoodsTests(Borough borough)
{
    private const string Supplies = $"/api/communities/{Borough.Community}/supplies";
    private static DateOnly Today => Shanghai.Day(TimeProvider.System.GetUtcNow());
    private static int _last;

    /// <summary>Stocks things under a name of their own: in a lot that has expired, one that expires soon and one that does not.</summary>
    private async Task<(string Item, LotId Old, LotId Soon, LotId Lasting)> Stock(int soon = 3, int lasting = 5)
    {
        var item = $"急救包{Interlocked.Increment(ref _last)}";
        var (old, near, far) = (new LotId(Guid.CreateVersion7()), new LotId(Guid.CreateVersion7()), new LotId(Guid.CreateVersion7()));
        LotFacts Lot(LotId id, int quantity, DateOnly? expires) =>
            new(id, item, "医疗救护", "个", quantity, 0, expires, "物资点", null, null, null);
        await borough.Do(
            Entities.Supplies(Borough.Realm, Borough.Community),
            new RecordLots(
                [Lot(far, lasting, null), Lot(old, 9, Today.AddDays(-1)), Lot(near, soon, Today.AddDays(1))],
                null,
                TimeProvider.System.GetUtcNow()
            )
        );
        return (item, old, near, far);
    }

    private async Task<string> TaskOfFire()
    {
        var (duty, secretary) = (await borough.Duty(), await borough.Secretary());
        var fire = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "一号楼着火",
                    priority = "life",
                    community = Borough.Community,
                }
            )
        ).Is(201);
        var task = (
            await secretary.Post(
                $"/api/incidents/{fire.String("id")}/tasks",
                new
                {
                    community = Borough.Community,
                    @class = "life",
                    text = "看一下",
                    members = new[] { BoroughRegisters.UnitChief },
                }
            )
        ).Is(201);
        return $"/api/incidents/{fire.String("id")}/tasks/{task.String("id")}";
    }

    private async Task Ask(string task, string item, int quantity) =>
        (await (await borough.UnitChief()).Post($"{task}/supplies", new { needs = new[] { new { item, quantity } } })).Is(200);

    private async Task<JsonElement> Supply(string task, Func<JsonElement, bool> holds, string what)
    {
        var (secretary, found) = (await borough.Secretary(), default(JsonElement));
        await Until.TrueAsync(
            async () =>
            {
                found = (await secretary.Get(task)).Is(200)["supplies"].EnumerateArray().FirstOrDefault();
                return found.ValueKind == JsonValueKind.Object && holds(found);
            },
            what
        );
        return found;
    }

    private async Task<string> Request(string task, string item, int quantity)
    {
        await Ask(task, item, quantity);
        var short_ = await Supply(task, one => one.GetProperty("shortages").GetArrayLength() == 1, "the shortage is on the task");
        var request = $"/api/goods/{short_.GetProperty("shortages")[0].GetProperty("request").GetString()}";
        var street = await borough.StreetOfficer();
        await Until.TrueAsync(async () => (await street.Get(request)).Status == 200, "the street is asked");
        return request;
    }

    private static int Number(JsonElement supply, string name) => supply.GetProperty(name).GetInt32();

    [Fact]
    public async Task Who_is_asked_sees_where_it_could_come_from_and_what_is_promised_or_expired_counts_for_nothing()
    {
        var (item, _, _, _) = await Stock(soon: 1, lasting: 1);
        LotFacts Lot(int quantity, DateOnly? expires) =>
            new(new LotId(Guid.CreateVersion7()), item, "医疗救护", "个", quantity, 0, expires, "物资点", null, null, null);
        foreach (
            var (code, lots) in ((string, LotFacts[])[])
                [
                    (Borough.Neighbour, [Lot(2, null), Lot(7, Today.AddDays(-1))]),
                    (Borough.Street, [Lot(4, Today)]),
                    (Borough.Distant, [Lot(30, null)]),
                ]
        )
            await borough.Do(Entities.Supplies(Borough.Realm, code), new RecordLots([.. lots], null, TimeProvider.System.GetUtcNow()));
        var request = await Request(await TaskOfFire(), item, 6);
        (await Sources(await borough.StreetOfficer())).ShouldBe([(Borough.Street, 4, null), (Borough.Neighbour, 2, "老城街道")]);
        (await Sources(await borough.Duty())).Select(one => one.Free).ShouldBe([4, 2, 30]);
        (await (await borough.Secretary()).Get($"{request}/sources")).Is(403);

        async Task<List<(string Store, int Free, string? Street)>> Sources(Resident who) =>
            [
                .. (await who.Get($"{request}/sources"))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Select(one =>
                        (
                            one.GetProperty("store").GetString()!,
                            one.GetProperty("free").GetInt32(),
                            one.TryGetProperty("street", out var street) ? street.GetString() : null
                        )
                    ),
            ];
    }

    [Fact]
    public async Task What_a_task_needs_is_kept_for_it_nearest_expiry_first_and_never_expired()
    {
        var ((item, _, soon, lasting), task) = (await Stock(), await TaskOfFire());
        await Ask(task, item, 4);
        var supply = await Supply(task, one => Number(one, "reserved") == 4, "four are kept");
        supply
            .GetProperty("lots")
            .EnumerateArray()
            .Select(lot => (new LotId(lot.GetProperty("lot").GetGuid()), Number(lot, "reserved")))
            .ShouldBe([(soon, 3), (lasting, 1)], ignoreOrder: true);
        (Number(supply, "wanted"), Number(supply, "missing")).ShouldBe((4, 0));
        var until = supply.GetProperty("lots")[0].GetProperty("until").GetDateTimeOffset();
        until.ShouldBeInRange(TimeProvider.System.GetUtcNow().AddMinutes(25), TimeProvider.System.GetUtcNow().AddMinutes(31));
    }

    [Fact]
    public async Task What_was_kept_is_handed_out_only_against_a_signature_that_nobody_else_reads()
    {
        var ((item, _, soon, _), task) = (await Stock(), await TaskOfFire());
        await Ask(task, item, 2);
        await Supply(task, one => Number(one, "reserved") == 2, "two are kept");
        var (secretary, id) = (await borough.Secretary(), task.Split('/')[^1]);
        (await secretary.Post($"{Supplies}/{soon}/issue", new { task = id })).Is(400).Arguments.ShouldBe(["$.receivedBy: needed"]);
        (await secretary.Post($"{Supplies}/{soon}/issue", new { task = id, receivedBy = "例试签收人" })).Is(200);
        await Supply(task, one => (Number(one, "reserved"), Number(one, "issued")) == (0, 2), "two are handed out");
        var stored = new List<string>();
        await foreach (var happened in borough.Feed.Stream(Entities.Supplies(Borough.Realm, Borough.Community), await borough.Feed.Head()))
            if (happened.Event is LotIssued issued && issued.Lot == soon)
                stored.Add(JsonSerializer.Serialize(issued, Json.Options));
        stored.ShouldHaveSingleItem().ShouldNotContain("例试签收人");
    }

    [Fact]
    public async Task What_is_short_is_asked_of_the_street_and_what_it_grants_stands_on_the_task()
    {
        var ((item, _, _, _), task) = (await Stock(soon: 1, lasting: 1), await TaskOfFire());
        var request = await Request(task, item, 5);
        var supply = await Supply(task, one => Number(one, "reserved") == 2, "what there is, is kept all the same");
        (Number(supply, "wanted"), Number(supply, "missing")).ShouldBe((5, 3));
        var street = await borough.StreetOfficer();
        (await street.Get("/api/goods")).Is(200).Text.ShouldContain(item);
        (
            await street.Post(
                $"{request}/grant",
                new
                {
                    quantity = 4,
                    place = "街道仓库",
                    arrives = TimeProvider.System.GetUtcNow().AddMinutes(20),
                }
            )
        ).Is(409).Code.ShouldBe("goods.bad-quantity");
        (await street.Post($"{request}/grant", new { quantity = 3 })).Is(400).Arguments.Count.ShouldBe(2);
        var granted = (
            await street.Post(
                $"{request}/grant",
                new
                {
                    quantity = 3,
                    place = "街道仓库",
                    arrives = TimeProvider.System.GetUtcNow().AddMinutes(20),
                }
            )
        ).Is(200);
        (await (await borough.Secretary()).Get(request, granted)).Is(200).String("place").ShouldBe("街道仓库");
        var answered = await Supply(
            task,
            one => one.GetProperty("shortages")[0].GetProperty("state").GetString() == "granted",
            "the task hears of it"
        );
        Number(answered.GetProperty("shortages")[0], "granted").ShouldBe(3);
        (await street.Post($"{request}/refuse", new { reason = "又没有了" })).Is(409).Code.ShouldBe("goods.answered");
    }

    [Fact]
    public async Task A_street_that_has_none_says_why_and_the_task_hears_of_it()
    {
        var task = await TaskOfFire();
        var request = await Request(task, "铜锣", 1);
        var refused = (await (await borough.StreetOfficer()).Post($"{request}/refuse", new { reason = "街道也没有铜锣" })).Is(200);
        (await (await borough.Secretary()).Get(request, refused)).Is(200).String("cause").ShouldBe("街道也没有铜锣");
        await Supply(task, one => one.GetProperty("shortages")[0].GetProperty("state").GetString() == "refused", "the task hears of it");
        (await (await borough.Secretary()).Get(task))["task"].GetProperty("short").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_task_that_has_ended_gives_back_what_nobody_fetched_and_the_street_need_not_answer()
    {
        var ((item, _, _, _), task) = (await Stock(soon: 1, lasting: 0), await TaskOfFire());
        var request = await Request(task, item, 2);
        await Supply(task, one => Number(one, "reserved") == 1, "one is kept");
        var secretary = await borough.Secretary();
        (await secretary.Post($"{task}/finish")).Is(200);
        await Supply(task, one => Number(one, "reserved") == 0, "the promise has ended");
        await Until.TrueAsync(
            async () => (await secretary.Get(request))["goods"].GetProperty("stage").GetString() == "withdrawn",
            "the request has ended"
        );
        borough
            .Folding.Now.Of<SuppliesKnown>()
            .Of(Borough.Community)
            .Lots.Values.Where(lot => lot.Facts.Name == item && lot.Facts.Quantity == 1)
            .ShouldHaveSingleItem()
            .Free.ShouldBe(1);
    }

    [Fact]
    public async Task Another_street_hears_of_no_request_and_a_committee_does_not_answer_its_own()
    {
        var request = await Request(await TaskOfFire(), "铜锣", 2);
        (await (await borough.As(Role.StreetOfficer, Borough.OtherStreet)).Get(request)).Is(404);
        (await (await borough.Secretary()).Post($"{request}/refuse", new { reason = "不要了" })).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await borough.StreetOfficer()).Get($"/api/goods/{Guid.CreateVersion7()}")).Is(404);
        (await (await borough.StreetOfficer()).Get("/api/goods?state=some")).Is(400);
    }
}
