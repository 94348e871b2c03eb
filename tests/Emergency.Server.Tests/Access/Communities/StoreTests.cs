using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Communities;

/// <summary>Stores of a community and of its street, over HTTP.</summary>
public sealed class StoreTests(Borough town)
{
    private const string Store = $"/api/stores/{Borough.Community}",
        StreetStore = $"/api/stores/{Borough.Street}";
    private static readonly DateOnly Today = Shanghai.Day(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Forty_blankets_are_taken_in_lent_counted_and_written_off_and_every_piece_is_told()
    {
        var secretary = await town.Secretary();
        (await secretary.Post($"{Store}/lots", new { name = "棉被", unit = "床" }))
            .Is(400)
            .Arguments.ShouldBe(["$.quantity: 1 to 1000000", "$.location: needed"]);
        (await secretary.Post($"{Store}/lots", New("棉被", 40, "2020-01-01"))).Is(409).Code.ShouldBe("supplies.expired");
        var lot = await Enter(secretary, Store, "毛毯", 40);
        (await secretary.Post($"{Store}/lots/{lot}/write-off", new { quantity = 2, reason = "broken" }))
            .Is(409)
            .Code.ShouldBe("supplies.no-witness");
        (
            await secretary.Post(
                $"{Store}/lots/{lot}/write-off",
                new
                {
                    quantity = 2,
                    reason = "broken",
                    witness = "凤拟人",
                }
            )
        ).Is(200);
        var loan = (
            await secretary.Post(
                $"{Store}/lots/{lot}/lend",
                new
                {
                    quantity = 10,
                    until = Today,
                    unit = "例园物业",
                    person = "时拟人",
                }
            )
        ).Is(200)["id"].GetGuid();
        (await secretary.Post($"{Store}/lots/{lot}/loans/{loan}/return", new { back = 3, broken = 1 })).Is(200);
        var counted = (await secretary.Post($"{Store}/lots/{lot}/count", new { here = 30 })).Is(200);

        var shown = (await secretary.Get(Store, counted)).Is(200);
        var mine = One(shown["lots"], lot);
        (Int(mine, "belongs"), Int(mine, "here"), Int(mine, "lent")).ShouldBe((36, 30, 6));
        var tally = mine.GetProperty("tally");
        (Int(tally, "received") + Int(tally, "found")).ShouldBe(36 + Int(tally, "writtenOff"));
        Int(tally, "writtenOff").ShouldBe(3);
        var lent = shown["loans"].EnumerateArray().Single(one => one.GetProperty("loan").GetGuid() == loan);
        lent.GetProperty("to").GetString().ShouldBe("例园物业 时**");
        var told = (await secretary.Get($"{Store}/lots/{lot}/history")).Is(200);
        told["items"]
            .EnumerateArray()
            .Select(one => (one.GetProperty("what").GetString(), Int(one, "before"), Int(one, "after")))
            .ShouldBe([
                ("supplies.lot-entered", 0, 40),
                ("supplies.lot-written-off", 40, 38),
                ("supplies.lot-lent", 38, 28),
                ("supplies.loan-returned", 28, 31),
                ("supplies.lot-counted", 31, 30),
            ]);
        told.Text.ShouldNotContain("凤拟人");
    }

    [Fact]
    public async Task What_a_community_gives_to_its_street_is_there_when_the_street_takes_it_and_what_did_not_arrive_is_here_again()
    {
        var (secretary, street) = (await town.Secretary(), await town.StreetOfficer());
        var lot = await Enter(secretary, Store, "沙袋", 100);
        (await secretary.Post($"{Store}/lots/{lot}/give", new { quantity = 60, to = "411502999" }))
            .Is(409)
            .Code.ShouldBe("supplies.other-street");
        var given = (await secretary.Post($"{Store}/lots/{lot}/give", new { quantity = 60, to = Borough.Street })).Is(200);
        var transfer = given["id"].GetGuid();
        (await street.Get(StreetStore, given))
            .Is(200)["coming"]
            .EnumerateArray()
            .ShouldContain(one => one.GetProperty("id").GetGuid() == transfer);
        (await secretary.Post($"{StreetStore}/transfers/{transfer}/take", new { quantity = 55, location = "街道库" })).Status.ShouldBeOneOf(
            403,
            404
        );
        var taken = (await street.Post($"{StreetStore}/transfers/{transfer}/take", new { quantity = 55, location = "街道库" })).Is(200);
        Int(One((await secretary.Get(Store, taken)).Is(200)["lots"], lot), "belongs").ShouldBe(45);
        await Until.TrueAsync(
            async () =>
                (await street.Get(StreetStore))
                    .Is(200)["lots"]
                    .EnumerateArray()
                    .Any(one => one.GetProperty("id").GetGuid() == transfer && Int(one, "here") == 55),
            "the street has it"
        );
        (await street.Post($"{StreetStore}/transfers/{transfer}/refuse")).Is(404).Code.ShouldBe("supplies.unknown-transfer");
    }

    [Fact]
    public async Task What_expires_is_proposed_to_be_ordered_again_and_cards_say_what_is_lacking()
    {
        var secretary = await town.Secretary();
        await Enter(secretary, Store, "压缩饼干", 20, $"{Today.AddDays(10):yyyy-MM-dd}", minimum: 30);
        var shown = (await secretary.Get($"{Store}?days=30")).Is(200);
        var old = shown["replacing"].EnumerateArray().Single(one => one.GetProperty("item").GetString() == "压缩饼干");
        (Int(old, "expiring"), Int(old, "order")).ShouldBe((20, 30));
        var need = shown["needs"].EnumerateArray().Single(one => one.GetProperty("item").GetString() == "压缩饼干");
        (Int(need, "here"), Int(need, "lacking")).ShouldBe((20, 10));
        (await secretary.Get($"{Store}?days=0")).Is(400);
        await Enter(
            secretary,
            Store,
            "压缩饼干",
            30,
            $"{Today.AddDays(400):yyyy-MM-dd}",
            minimum: 30,
            replaces: old.GetProperty("lot").GetGuid()
        );
        var after = (await secretary.Get($"{Store}?days=30")).Is(200);
        var waits = after["replacing"].EnumerateArray().Single(one => one.GetProperty("item").GetString() == "压缩饼干");
        (Int(waits, "expiring"), Int(waits, "order"), waits.GetProperty("replaced").GetBoolean()).ShouldBe((20, 0, true));
    }

    [Fact]
    public async Task What_the_cards_of_the_plan_in_force_ask_for_is_lacking_by_kind_of_incident()
    {
        var (plan, at) = (Entities.Plan(Borough.Realm, Borough.Neighbour), TimeProvider.System.GetUtcNow());
        Card Of(string hazard, int pumps) =>
            new(hazard, hazard, hazard, [new("pump", TaskClass.Wait, ["应急队"], "抽水", 0, [new SupplyNeed("抽水泵", pumps)])]);
        await town.Do(plan, new DraftPlan(new("1", "预案", [Of("flood", 3), Of("fire", 1)]), null, Borough.By, at));
        await town.Do(plan, new SubmitPlan(Borough.By, at));
        var approved = await town.Do(plan, new ApprovePlan(Borough.By, at));
        var need = (await (await town.StreetOfficer()).Get($"/api/stores/{Borough.Neighbour}?after={approved.Value}"))
            .Is(200)["needs"]
            .EnumerateArray()
            .Single(one => one.GetProperty("item").GetString() == "抽水泵");
        (Int(need, "asked"), Int(need, "here"), Int(need, "lacking")).ShouldBe((3, 0, 3));
        need.GetProperty("hazards").EnumerateArray().Select(one => one.GetProperty("hazard").GetString()).ShouldBe(["flood", "fire"]);
    }

    [Fact]
    public async Task Who_has_a_generator_near_is_found_by_the_next_community_and_the_contact_is_masked()
    {
        var (secretary, street) = (await town.Secretary(), await town.StreetOfficer());
        var body = new
        {
            kind = "generator",
            name = "发电机 3 kW",
            unit = "例园物业",
            place = "地下车库",
            phone = "0376-6200000",
            contact = "时拟人",
            until = "2036-01-01",
        };
        var kept = (await street.Post($"{StreetStore}/resources", body)).Is(200);
        var id = kept["id"].GetGuid();
        var near = (await secretary.Get($"/api/communities/{Borough.Community}/resources/near", kept)).Is(200);
        var found = near["items"].EnumerateArray().Single(one => one.GetProperty("id").GetGuid() == id);
        (found.GetProperty("phone").GetString(), found.GetProperty("contact").GetString()).ShouldBe(("0376-6200000", "时**"));
        (await street.Post($"{StreetStore}/resources/{id}/change", new { kind = "hall" })).Is(400);
        (await street.Post($"{StreetStore}/resources/{id}/end")).Is(200);
        (await street.Post($"{StreetStore}/resources/{id}/end")).Is(404).Code.ShouldBe("resource.unknown");
    }

    private static object New(string name, int quantity, string? expiresOn = null, int minimum = 0, Guid? replaces = null) =>
        new
        {
            name,
            unit = "床",
            quantity,
            location = "活动中心库房",
            expiresOn,
            minimum,
            source = "allotted",
            replaces,
        };

    [Fact]
    public async Task The_keys_of_a_streets_store_are_with_its_desk_and_go_to_somebody_else_before_who_has_them_leaves()
    {
        var street = await town.As(Role.StreetOfficer, Borough.Street);
        var desk = $"/api/authorities/{Borough.Street}/duty/officers";
        object Officer(string name, string phone) => new { name, phone };
        var ids = (
            await street.Post(desk, new { officers = new[] { Officer("匙拟人", "139-0000-8011"), Officer("接拟人", "139-0000-8012") } })
        ).Is(200)["ids"];
        var (has, takes) = (ids[0].GetGuid(), ids[1].GetGuid());
        async Task<Guid> Kept(string name) => (
                await street.Post(
                    $"{StreetStore}/lots",
                    new
                    {
                        name,
                        unit = "台",
                        quantity = 2,
                        location = "街道库",
                        keeper = has,
                    }
                )
            ).Is(200)["id"].GetGuid();
        var (pump, lamp) = (await Kept("水泵"), await Kept("照明灯"));
        string? Mask(Answer store, Guid lot) => One(store["lots"], lot).GetProperty("keeperMask").GetString();
        Mask((await street.Get(StreetStore)).Is(200), pump).ShouldBe("匙**");

        var refused = (await street.Post($"{desk}/{has}/remove")).Is(409);
        (refused.Code, refused.Arguments[0]).ShouldBe(("desk.keeps-lots", "2"));
        (await street.Post($"{desk}/{has}/remove", new { keys = has })).Is(409).Code.ShouldBe("desk.keeps-lots");
        (await street.Post($"{desk}/{has}/remove", new { keys = Guid.CreateVersion7() })).Is(404).Code.ShouldBe("desk.unknown-officer");
        Mask((await street.Get(StreetStore)).Is(200), lamp).ShouldBe("匙**");

        var gone = (await street.Post($"{desk}/{has}/remove", new { keys = takes })).Is(200);
        var after = (await street.Get(StreetStore, gone)).Is(200);
        (Mask(after, pump), Mask(after, lamp)).ShouldBe(("接**", "接**"));
        (await street.Get(desk)).Is(200).Text.ShouldNotContain(has.ToString());
    }

    private static async Task<Guid> Enter(
        Resident who,
        string store,
        string name,
        int quantity,
        string? expiresOn = null,
        int minimum = 0,
        Guid? replaces = null
    ) => (await who.Post($"{store}/lots", New(name, quantity, expiresOn, minimum, replaces))).Is(200)["id"].GetGuid();

    private static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static JsonElement One(JsonElement lots, Guid lot) =>
        lots.EnumerateArray().Single(one => one.GetProperty("id").GetGuid() == lot);
}
