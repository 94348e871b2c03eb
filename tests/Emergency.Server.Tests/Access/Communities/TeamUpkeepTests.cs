using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Incidents;
using Emergency.Testing;

namespace Emergency.Server.Tests.Communities;

/// <summary>A team's records of its members, swaps of turns, and leaving with something in hand.</summary>
public sealed class TeamUpkeepTests(Borough borough) : Carrying(borough)
{
    private const string Here = $"/api/communities/{Borough.Community}/team";

    [Fact]
    public async Task Training_insurance_and_equipment_stand_in_the_list_and_the_figures_of_the_street_add_up()
    {
        var secretary = await Borough.Secretary();
        var member = await secretary.Enlist();
        (
            await secretary.Post(
                $"{Here}/members/{member}/training",
                new
                {
                    what = "急救证",
                    day = "2026-01-02",
                    until = "2099-01-02",
                }
            )
        ).Is(200);
        (await secretary.Post($"{Here}/members/{member}/training", new { what = "急救证", day = "2099-01-02" })).Is(400);
        (await secretary.Post($"{Here}/members/{member}/insurance", new { until = "2099-12-31" })).Is(200);
        var issued = (await secretary.Post($"{Here}/members/{member}/equipment", new { kind = "key", what = "配电间钥匙 1 把" })).Is(200);
        var one = (await secretary.Get($"{Here}?limit=200", issued))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == member.ToString());
        one.GetProperty("insured").GetBoolean().ShouldBeTrue();
        one.GetProperty("trainings")[0].GetProperty("what").GetString().ShouldBe("急救证");
        one.GetProperty("equipment")[0].GetProperty("kind").GetString().ShouldBe("key");

        var street = (await (await Borough.StreetOfficer()).Get($"/api/streets/{Borough.Street}/teams", issued)).Is(200);
        foreach (var figures in street["items"].EnumerateArray().Select(item => item.GetProperty("figures")))
            figures
                .GetProperty("inTeam")
                .GetInt32()
                .ShouldBe(
                    figures.GetProperty("callable").GetInt32()
                        + figures.GetProperty("onLeave").GetInt32()
                        + figures.GetProperty("away").GetInt32()
                );
        (await (await Borough.StreetOfficer()).Get($"/api/streets/{Borough.OtherStreet}/teams")).Status.ShouldBeOneOf(403, 404);
        (
            await secretary.Post(
                $"{Here}/members",
                new
                {
                    member = new
                    {
                        name = "小拟",
                        phones = new[] { "13900000699" },
                        role = "volunteer",
                        born = "2015-01-01",
                    },
                }
            )
        ).Is(409).Code.ShouldBe("team.minor");
    }

    [Fact]
    public async Task Who_is_lent_by_the_street_is_in_the_team_for_the_term_and_back_in_the_pool_after_leaving_it()
    {
        var (street, secretary, pool) = (await Borough.StreetOfficer(), await Borough.Secretary(), $"/api/streets/{Borough.Street}/pool");
        var person = new
        {
            name = "时拟沉",
            phones = new[] { "13900000691" },
            unit = "区水利局",
            skills = new[] { "水泵" },
        };
        var id = (await street.Post($"{pool}/staff", person)).Is(200)["member"].GetGuid();
        var loan = new
        {
            community = Borough.Community,
            from = "2026-01-01",
            to = "2026-12-31",
        };
        (await street.Post($"{pool}/staff/{id}/lend", loan with { community = Borough.Distant })).Is(404);
        (await street.Post($"{pool}/staff/{id}/lend", loan)).Is(200);
        await Until.TrueAsync(() => Has(secretary, id), "lent staff is in the team");
        (await street.Post($"{pool}/staff/{id}/lend", loan with { community = Borough.Neighbour })).Is(409).Code.ShouldBe("pool.lent");
        (await secretary.Get(pool)).Is(403);
        (await secretary.Post($"{Here}/members/{id}/leave", new { })).Is(200);
        await Until.TrueAsync(
            async () =>
                !(await street.Get(pool))["items"]
                    .EnumerateArray()
                    .Single(one => one.GetProperty("id").GetGuid() == id)
                    .TryGetProperty("loan", out var lent)
                || lent.ValueKind == JsonValueKind.Null,
            "back in the pool"
        );
    }

    private static async Task<bool> Has(Resident who, Guid id) =>
        (await who.Get($"{Here}?limit=200"))["items"].EnumerateArray().Any(one => one.GetProperty("id").GetGuid() == id);

    [Fact]
    public async Task A_colleague_asks_on_the_phone_of_two_who_take_it_one_has_it_and_the_asker_sees_who()
    {
        var secretary = await Borough.Secretary();
        var (asks, takes, second) = (await secretary.Enlist(), await secretary.Enlist(), await secretary.Enlist());
        var turn = new
        {
            day = "2032-03-05",
            shift = "night",
            post = "desk",
            member = asks,
        };
        (await secretary.Post($"{Here}/duty", turn)).Is(200);
        (await secretary.Post($"{Here}/duty", turn with { post = "lead" })).Is(409).Code.ShouldBe("team.double-turn");
        Task<Resident> As(MemberId member) => Borough.As(Role.Responder, Borough.Community, member);
        var (asker, taker, other) = (await As(asks), await As(takes), await As(second));
        (await other.Post($"{Here}/swaps/ask", new { turn })).Is(403);
        var asked = (await asker.Post($"{Here}/swaps/ask", new { turn, why = "孩子发烧" })).Is(200);
        (await taker.Get("/api/me/roster", asked))
            .Is(200)["open"]
            .EnumerateArray()
            .Single(one => one.GetProperty("member").GetString() == asks.ToString())
            .GetProperty("why")
            .GetString()
            .ShouldBe("孩子发烧");
        var taken = await Task.WhenAll(taker.Post($"{Here}/swaps/take", new { turn }), other.Post($"{Here}/swaps/take", new { turn }));
        taken.Select(one => one.Status).ShouldBe([200, 409], ignoreOrder: true);
        taken.Single(one => one.Status == 409).Code.ShouldBe("team.swap-gone");
        var given = (await asker.Get("/api/me/roster", taken.Single(one => one.Status == 200))).Is(200);
        given["turns"].GetArrayLength().ShouldBe(0);
        given["given"].EnumerateArray().Single().GetProperty("mask").GetString().ShouldBe("严**");
    }

    [Fact]
    public async Task Who_leaves_in_the_middle_of_a_task_hands_on_task_key_and_turn_first()
    {
        var (secretary, incident) = (await Borough.Secretary(), await Open());
        var (leaves, stays) = (await secretary.Enlist(), await secretary.Enlist());
        var task = (
            await secretary.Post(
                $"{incident}/tasks",
                new
                {
                    community = Borough.Community,
                    @class = "life",
                    text = "背老人下楼",
                    members = new[] { leaves },
                    allowSeconds = 3600,
                }
            )
        ).Is(201)["id"].GetGuid();
        (await (await Borough.As(Role.Responder, Borough.Community, leaves)).Post($"{incident}/tasks/{task}/take")).Is(200);
        (await secretary.Post($"{Here}/members/{leaves}/equipment", new { kind = "key", what = "钥匙 2 把" })).Is(200);
        var turn = new
        {
            day = "2032-04-05",
            shift = "night",
            post = "desk",
            member = leaves,
        };
        (await secretary.Post($"{Here}/duty", turn)).Is(200);
        var leave = $"{Here}/members/{leaves}/leave";
        (await secretary.Post(leave, new { })).Is(409).Code.ShouldBe("team.at-work");
        var held = (await secretary.Get($"{Here}/members/{leaves}/holdings")).Is(200)["things"].EnumerateArray().ToList();
        held.Select(one => one.GetProperty("what").GetString()).ShouldBe(["equipment", "task", "turn"]);
        var hand = held.Select(one => new
            {
                what = one.GetProperty("what").GetString(),
                key = one.GetProperty("key").GetString(),
                to = stays,
            })
            .ToList();
        (await secretary.Post(leave, new { hand = hand.Where(one => one.what != "equipment") })).Is(409).Code.ShouldBe("team.hand-first");
        var left = (await secretary.Post(leave, new { hand })).Is(200);
        var theirs = (await secretary.Get($"{Here}/members/{stays}/holdings", left)).Is(200)["things"].EnumerateArray();
        theirs.Select(one => one.GetProperty("what").GetString()).ShouldBe(["equipment", "turn"]);
        (await (await Borough.As(Role.Responder, Borough.Community, stays)).Get("/api/me/tasks", left))
            .Is(200)["items"]
            .EnumerateArray()
            .ShouldContain(item => item.GetProperty("task").GetProperty("task").GetProperty("id").GetGuid() == task);
    }
}
