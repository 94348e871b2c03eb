using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Communities;

/// <summary>A team that is kept by hand: members come, are corrected, leave, and come back.</summary>
public sealed class MemberTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = QuarterRegisters.Here,
        Team = $"/api/communities/{Here}/team";

    private static object Person(string name, string phone = "13900000071", string role = "responder", string? grid = null) =>
        new
        {
            name,
            phones = new[] { phone },
            role,
            grid,
            skills = new[] { "消防" },
        };

    private static async Task<JsonElement?> Row(Api who, string id) =>
        (await who.Get($"{Team}?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .Cast<JsonElement?>()
            .FirstOrDefault(one => one!.Value.GetProperty("id").GetString() == id);

    [Fact]
    public async Task Somebody_is_added_once_corrected_field_by_field_and_never_over_what_another_desk_wrote()
    {
        var (secretary, street) = (await quarter.As(Role.Secretary), await quarter.As(Role.StreetOfficer));
        var body = new { member = Person("伍拟松"), why = "社区招募" };
        var added = (await secretary.Post($"{Team}/members", body, ("Idempotency-Key", "add wu"))).Is(200);
        var id = added.String("member")!;
        (await secretary.Post($"{Team}/members", body, ("Idempotency-Key", "add wu"))).Is(200).String("member").ShouldBe(id);
        (await secretary.Post($"{Team}/members", body)).Is(409).Code.ShouldBe("team.already-member");
        (await Row(secretary, id))!.Value.GetProperty("mask").GetString().ShouldBe("伍**");

        (
            await street.Post(
                $"{Team}/members/{id}/correct",
                new
                {
                    was = Person("伍拟松"),
                    now = Person("伍拟松", grid: "G1"),
                    why = "分到网格",
                }
            )
        ).Is(200);
        (await Row(street, id))!.Value.GetProperty("grid").GetString().ShouldBe("G1");
        // The other desk still shows no grid. Its phone number is written, and the grid stays.
        (await secretary.Post($"{Team}/members/{id}/correct", new { was = Person("伍拟松"), now = Person("伍拟松", "13900000072") })).Is(
            200
        );
        (await Row(secretary, id))!.Value.GetProperty("grid").GetString().ShouldBe("G1");
        var opened = (await secretary.Post($"{Team}/open?member={id}", new { })).Is(200)["items"].EnumerateArray().Single();
        opened.GetProperty("phones")[0].GetString().ShouldBe("13900000072");
        (await secretary.Post($"{Team}/members/{id}/correct", new { was = Person("伍拟松"), now = Person("伍拟松", grid: "G2") }))
            .Is(409)
            .Code.ShouldBe("team.changed-meanwhile");
        (await secretary.Post($"{Team}/members", new { member = new { name = "无", role = "responder" } })).Is(400);
        (await (await quarter.As(Role.GridChief)).Post($"{Team}/members", body)).Is(403);
    }

    [Fact]
    public async Task Who_leaves_stands_on_no_roster_signs_in_no_more_and_may_come_back()
    {
        var secretary = await quarter.As(Role.Secretary);
        var id = (await secretary.Post($"{Team}/members", new { member = Person("陆拟桥", "13900000073", "volunteer") }))
            .Is(200)
            .String("member")!;
        var turn = new
        {
            day = "2031-04-05",
            shift = "night",
            post = "response",
            member = id,
        };
        (await secretary.Post($"{Team}/duty", turn)).Is(200);
        var account = (
            await quarter.Server.Account(
                quarter.Clerk,
                new
                {
                    account = "left-volunteer",
                    password = Quarter.Password,
                    person = "陆拟桥",
                    phone = "13900000073",
                    grants = new[] { new Grant(Role.Volunteer, new(Here)) },
                    member = new MemberBinding(Here, new MemberId(Guid.Parse(id))),
                },
                await quarter.As(Role.StreetOfficer)
            )
        ).String("account")!;

        (await secretary.Post($"{Team}/members/{id}/leave", new { why = "搬到外地" })).Is(200);
        (await secretary.Post($"{Team}/members/{id}/leave", new { })).Is(200);
        (await Row(secretary, id)).ShouldBeNull();
        (await secretary.Get($"{Team}/roster?day=2031-04-05")).Is(200)["items"].GetArrayLength().ShouldBe(0);
        var former = (await secretary.Get($"{Team}/former")).Is(200)["items"].EnumerateArray().Single(one => Id(one) == id);
        former.GetProperty("mask").GetString().ShouldBe("陆**");
        await Until.TrueAsync(
            async () =>
                (await quarter.Clerk.Get("/api/accounts?limit=200"))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Single(one => one.GetProperty("account").GetString() == account)
                    .GetProperty("stage")
                    .GetString() == "closed",
            "the account of who has left is closed"
        );

        var back = (await secretary.Post($"{Team}/members", new { former = id, member = Person("陆拟桥", "13900000073", "volunteer") })).Is(
            200
        );
        back.String("member").ShouldBe(id);
        (await Row(secretary, id)).ShouldNotBeNull();
        (await secretary.Get($"{Team}/former"))["items"].EnumerateArray().ShouldNotContain(one => Id(one) == id);
    }

    private static string? Id(JsonElement one) => one.GetProperty("id").GetString();
}
