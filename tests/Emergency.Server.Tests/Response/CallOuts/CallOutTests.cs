using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Tests.Communities;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.CallOuts;

/// <summary>A whole team is called out: the people called, their answers on the phone, the desk's view.</summary>
public sealed class CallOutTests(Borough town)
{
    private const string Here = $"/api/communities/{Borough.Community}";

    [Fact]
    public async Task Only_who_is_there_insured_and_trained_is_called_and_the_desk_sees_who_comes_in_how_many_minutes()
    {
        var secretary = await town.Secretary();
        var (insured, expired, untrained) = (await secretary.Enlist(), await secretary.Enlist(), await secretary.Enlist());
        (await Insure(secretary, insured, "2099-12-31")).Is(200);
        (await Insure(secretary, expired, "2020-01-01")).Is(200);
        (await Insure(secretary, untrained, "2099-12-31")).Is(200);
        (await Train(secretary, insured, "2099-12-31")).Is(200);
        (await Train(secretary, untrained, "2020-01-01")).Is(200);
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
        string? Why(MemberId member) =>
            one.GetProperty("spared")
                .EnumerateArray()
                .Single(item => item.GetProperty("member").GetString() == member.ToString())
                .GetProperty("why")
                .GetString();
        (Why(expired), Why(untrained)).ShouldBe(("uninsured", "untrained"));
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

    [Fact]
    public async Task Whom_a_task_names_who_is_uninsured_or_whose_training_is_over_is_refused_and_said_who_lacks_what()
    {
        var (duty, secretary) = (await town.Duty(), await town.Secretary());
        var (uninsured, untrained) = (await secretary.Enlist(), await secretary.Enlist());
        (await Insure(secretary, uninsured, "2020-01-01")).Is(200);
        (await Insure(secretary, untrained, "2099-12-31")).Is(200);
        (await Train(secretary, untrained, "2020-01-01")).Is(200);
        var body = new
        {
            category = "other",
            title = "样园积水",
            priority = "urgent",
            community = Borough.Community,
        };
        var incident = (await duty.Post("/api/incidents", body)).Is(201).String("id");
        async Task<(string Code, int Names)> Refused(params MemberId[] members)
        {
            var answer = await secretary.Post(
                $"/api/incidents/{incident}/tasks",
                new
                {
                    community = Borough.Community,
                    @class = "wait",
                    text = "去看积水",
                    members = members.Select(one => one.Value),
                }
            );
            answer.Is(409);
            answer.Arguments.ShouldAllBe(one => one!.Contains('*'));
            return (answer.Code!, answer.Arguments.Count);
        }
        (await Refused(uninsured)).ShouldBe(("team.uninsured", 1));
        (await Refused(untrained)).ShouldBe(("team.untrained", 1));
        (await Refused(uninsured, untrained)).ShouldBe(("team.not-fit", 2));
    }

    private static Task<Answer> Train(Resident who, MemberId member, string until) =>
        who.Post(
            $"{Here}/team/members/{member}/training",
            new
            {
                what = "急救",
                day = "2019-01-01",
                until,
            }
        );

    private static Task<Answer> Insure(Resident who, MemberId member, string until) =>
        who.Post($"{Here}/team/members/{member}/insurance", new { what = "意外险", until });
}
