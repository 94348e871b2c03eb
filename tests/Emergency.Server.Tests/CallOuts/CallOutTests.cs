using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Communities;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.CallOuts;

/// <summary>A whole team is called out: who is called, what they answer on the phone, what the desk sees.</summary>
public sealed class CallOutTests(Borough town)
{
    private const string Here = $"/api/communities/{Borough.Community}";

    [Fact]
    public async Task Only_who_is_there_and_insured_is_called_and_the_desk_sees_who_comes_in_how_many_minutes()
    {
        var secretary = await town.Secretary();
        var (insured, expired) = (await secretary.Enlist(), await secretary.Enlist());
        (await Insure(secretary, insured, "2099-12-31")).Is(200);
        (await Insure(secretary, expired, "2020-01-01")).Is(200);
        var (comes, spared) = (
            await town.As(Role.Responder, Borough.Community, insured),
            await town.As(Role.Responder, Borough.Community, expired)
        );
        var started = (await secretary.Post($"{Here}/call-outs", new { where = "试阳社区门口", what = "穿雨衣" })).Is(201);
        var path = $"/api/call-outs/{started["id"].GetGuid()}";
        One((await comes.Get("/api/me/call-outs", started)).Is(200)).GetProperty("where").GetString().ShouldBe("试阳社区门口");
        (await spared.Get("/api/me/call-outs", started)).Is(200)["items"].GetArrayLength().ShouldBe(0);
        (await spared.Post($"{path}/answer", new { comes = true, minutes = 5 })).Is(403);
        (await comes.Post($"{path}/answer", new { comes = true })).Is(400).Code.ShouldBe("request.bad");
        var said = (await comes.Post($"{path}/answer", new { comes = true, minutes = 10 })).Is(200);

        var list = (await secretary.Get($"{Here}/call-outs", said)).Is(200);
        var one = list["items"]
            .EnumerateArray()
            .Single(item => path.EndsWith(item.GetProperty("id").GetString()!, StringComparison.Ordinal));
        var first = one.GetProperty("called").EnumerateArray().First();
        (first.GetProperty("member").GetString(), first.GetProperty("minutes").GetInt32()).ShouldBe((insured.ToString(), 10));
        one.GetProperty("spared")
            .EnumerateArray()
            .Single(item => item.GetProperty("member").GetString() == expired.ToString())
            .GetProperty("why")
            .GetString()
            .ShouldBe("uninsured");
        list.Text.ShouldNotContain("严拟");

        (await secretary.Post($"{path}/end")).Is(200);
        (await comes.Post($"{path}/answer", new { comes = false })).Is(409).Code.ShouldBe("callout.over");
    }

    [Fact]
    public async Task Where_nobody_can_be_called_it_is_refused_and_said_why_of_each()
    {
        var (street, neighbour) = (await town.StreetOfficer(), $"/api/communities/{Borough.Neighbour}");
        await street.Enlist(community: Borough.Neighbour);
        (await street.Post($"{neighbour}/call-outs", new { where = "桥头" })).Is(409).Code.ShouldBe("callout.nobody");
        var list = (await street.Get($"{neighbour}/call-outs")).Is(200);
        list["now"].GetInt32().ShouldBe(0);
        list["spared"].EnumerateArray().ShouldAllBe(one => one.GetProperty("why").GetString() == "uninsured");
        (await street.Post($"{neighbour}/call-outs", new { })).Is(400);
    }

    private static JsonElement One(Answer answer) => answer["items"].EnumerateArray().Single();

    private static Task<Answer> Insure(Resident who, MemberId member, string until) =>
        who.Post($"{Here}/team/members/{member}/insurance", new { what = "意外险", until });
}
