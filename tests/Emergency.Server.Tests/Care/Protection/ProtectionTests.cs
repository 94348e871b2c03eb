using Emergency.Domain;
using Emergency.Domain.Protection;
using Emergency.Server.Features.Protection;
using Emergency.Server.Tests.Attachments;
using Emergency.Server.Tests.Communities;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Protection;

public sealed class ProtectionTests(Borough borough)
{
    private const string Code = Borough.Community,
        ChildName = "闵拟童",
        Secret = "胳膊上有旧伤";
    private static readonly DateOnly Today = Shanghai.Day(TimeProvider.System.GetUtcNow());

    private Task<Resident> Director() => borough.As(Role.ChildDirector, Code);

    private Task<Resident> Supervisor() => borough.As(Role.ChildSupervisor, Borough.Street);

    private Task<Resident> Civil() => borough.As(Role.CivilAffairs, Borough.County);

    private async Task<PersonId> Child(string name, int years = 7)
    {
        var child = BoroughRegisters.Someone($"protected-{name}");
        await BoroughRegisters.Record(borough, child, null, ChildName, Today.AddYears(-years), 0.006, "left-behind-minor");
        return child;
    }

    private async Task<PersonId> Opened(string name)
    {
        var child = await Child(name);
        (
            await (await Director()).Post(
                "/api/protection",
                new
                {
                    person = child,
                    community = Code,
                    why = Secret,
                }
            )
        ).Is(201);
        await Until.True(() => Known(child) is not null, "the case stands");
        return child;
    }

    private async Task<PersonId> Assessed(string name)
    {
        var child = await Opened(name);
        (await (await Director()).Post(Of(child, "/assess"), new { level = "high", found = "夜里一个人" })).Is(200);
        return child;
    }

    private ChildCaseKnown? Known(PersonId child) => borough.Folding.Now.Of<ProtectionKnown>().Find(child);

    private static string Of(PersonId child, string act = "") => $"/api/protection/{child}{act}";

    [Fact]
    public async Task The_case_of_a_child_director_who_leaves_goes_to_another_one_and_says_no_child()
    {
        var (child, secretary, supervisor) = (await Assessed("left"), await borough.Secretary(), await Supervisor());
        var (leaves, takes, other) = (
            await secretary.Enlist("child-director"),
            await secretary.Enlist("child-director"),
            await secretary.Enlist()
        );
        (await supervisor.Post(Of(child, "/assign"), new { member = leaves.Value })).Is(200);
        var address = $"/api/communities/{Code}/team/members/{leaves}";
        var held = (await secretary.Get($"{address}/holdings")).Is(200);
        held.Text.ShouldNotContain(child.ToString());
        var thing = held["things"].EnumerateArray().Single();
        thing.GetProperty("what").GetString().ShouldBe("protection");
        Task<Answer> Leave(MemberId? to) =>
            secretary.Post(
                $"{address}/leave",
                new
                {
                    hand = new[]
                    {
                        new
                        {
                            what = "protection",
                            key = thing.GetProperty("key").GetString(),
                            to = to?.Value,
                        },
                    },
                }
            );
        (await secretary.Post($"{address}/leave", new { })).Is(409).Code.ShouldBe("team.hand-first");
        (await Leave(other)).Is(409).Code.ShouldBe("team.child-director");
        (await Leave(null)).Is(409).Code.ShouldBe("team.child-director");
        (await Leave(takes)).Is(200);
        await Until.True(() => Known(child)!.State.Member == takes, "the new director follows the child");
    }

    [Fact]
    public async Task A_case_goes_from_its_opening_to_its_closing_which_another_approves_and_is_opened_again()
    {
        var (child, director, supervisor) = (await Assessed("whole"), await Director(), await Supervisor());
        var plan = new
        {
            goals = "孩子夜里有大人在",
            services = new[]
            {
                new
                {
                    kind = "counselling",
                    who = "学校心理老师",
                    until = Today.AddDays(20),
                },
            },
        };
        (await director.Post(Of(child, "/plan"), plan)).Is(200);
        (await director.Post(Of(child, "/services/1"), new { given = true })).Is(200);
        (await director.Post(Of(child, "/follow-up"), new { means = "door", found = "奶奶在家" })).Is(200);
        (await director.Post(Of(child, "/referrals"), new { kind = "hospital", why = "看伤" })).Is(200);
        (await director.Post(Of(child, "/referrals/1"), new { taken = true, text = "已看" })).Is(200);
        (await director.Post(Of(child, "/notes"), new { text = "老师来过电话" })).Is(200);
        (await supervisor.Post(Of(child, "/assign"), new { member = BoroughRegisters.ChildDirector })).Is(200);
        var asked = (await director.Post(Of(child, "/closing"), new { reason = "safe", why = "父亲回来了" })).Is(200);
        (await director.Post(Of(child, "/closing/approve"), new { })).Is(403);
        var card = (await supervisor.Get(Of(child), asked)).Is(200);
        card["closing"].GetProperty("why").GetString().ShouldBe("父亲回来了");
        card["services"][0].GetProperty("who").GetString().ShouldBe("学校心理老师");
        card["referrals"][0].GetProperty("answer").GetString().ShouldBe("已看");
        card["child"].GetProperty("door").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        card.Text.ShouldNotContain(ChildName);
        (await supervisor.Post(Of(child, "/closing/refuse"), new { text = "再看一个月" })).Is(200);
        (await supervisor.Post(Of(child, "/closing"), new { reason = "safe", why = "好了" })).Is(200);
        (await supervisor.Post(Of(child, "/closing/approve"), new { })).Code.ShouldBe("protection.own-request");
        (await (await Civil()).Post(Of(child, "/closing/approve"), new { })).Is(200);
        (await director.Post(Of(child, "/notes"), new { text = "又来" })).Code.ShouldBe("protection.over");
        (await director.Post(Of(child, "/reopen"), new { text = "又来" })).Is(403);
        (await supervisor.Post(Of(child, "/reopen"), new { text = "父亲又走了" })).Is(200);
        await Until.True(() => Known(child)!.State.Stage == ProtectionStage.Opened, "it is assessed anew");
    }

    [Fact]
    public async Task Nobody_but_who_follows_it_reads_it_and_the_secretary_learns_that_there_is_one()
    {
        var (child, other) = (await Opened("sight"), await Child("none"));
        var secretary = await borough.Secretary();
        Resident[] without =
        [
            secretary,
            await borough.GridChief(),
            await borough.UnitChief(),
            await borough.StreetOfficer(),
            await borough.Duty(),
            await borough.As(Role.Volunteer, Code),
            await borough.As(Role.ChildDirector, Borough.Neighbour),
            await borough.As(Role.Auditor, Borough.County),
        ];
        foreach (var one in without)
        {
            var answer = await one.Get(Of(child));
            answer.Status.ShouldBeOneOf(403, 404);
            answer.Text.ShouldNotContain(Secret);
            (await one.Post(Of(child, "/notes"), new { text = "看看" })).Status.ShouldBeOneOf(403, 404);
            (await one.Get($"/api/communities/{Code}/attachments/protection/{child}")).Status.ShouldBeOneOf(403, 404);
            if (await one.Get("/api/protection") is { Status: 200 } list)
                list.Text.ShouldNotContain(child.ToString());
        }
        var stands = (await secretary.Get($"/api/communities/{Code}/protection/{child}")).Is(200);
        stands["stands"].GetBoolean().ShouldBeTrue();
        stands.Text.ShouldNotContain(Secret);
        (await secretary.Get($"/api/communities/{Code}/protection/{other}")).Is(200)["stands"].GetBoolean().ShouldBeFalse();
        (await (await borough.GridChief()).Get($"/api/communities/{Code}/protection/{child}")).Is(403);
        (
            await secretary.Post(
                "/api/protection",
                new
                {
                    person = other,
                    community = Code,
                    why = "看看",
                }
            )
        ).Is(403);
    }

    [Fact]
    public async Task Who_reads_a_case_stands_in_it_for_all_who_read_it()
    {
        var (child, director, supervisor) = (await Opened("read"), await Director(), await Supervisor());
        (await supervisor.Get(Of(child))).Is(200);
        (await supervisor.Get(Of(child))).Is(200);
        var readings = (await director.Get(Of(child))).Is(200)["readings"].EnumerateArray().ToList();
        readings.Select(one => one.GetProperty("role").GetString()).ShouldBe(["child-director", "child-supervisor"]);
    }

    [Fact]
    public async Task Until_the_other_committee_takes_it_the_giver_follows_the_case()
    {
        var (child, director, there) = (await Assessed("moved"), await Director(), await borough.As(Role.ChildDirector, Borough.Neighbour));
        (await director.Post(Of(child, "/transfer"), new { to = Borough.Neighbour, why = "搬去那边" })).Is(200);
        await Until.True(() => Known(child)!.State.Offered is not null, "it is offered");
        (await director.Post(Of(child, "/transfer/accept"), new { })).Is(403);
        (await there.Get(Of(child))).Is(200)["transfer"].GetProperty("why").GetString().ShouldBe("搬去那边");
        (await there.Post(Of(child, "/notes"), new { text = "还没收" })).Is(403);
        (await there.Post(Of(child, "/transfer/refuse"), new { text = "不住这里" })).Is(200);
        await Until.True(() => Known(child)!.State.Offered is null, "it was refused");
        (await there.Get(Of(child))).Is(404);
        (await director.Post(Of(child, "/transfer"), new { to = Borough.Neighbour, why = "真的搬了" })).Is(200);
        await Until.True(() => Known(child)!.State.Offered is not null, "it is offered again");
        (await there.Post(Of(child, "/transfer/accept"), new { })).Is(200);
        await Until.True(() => Known(child)!.State.Community == Borough.Neighbour, "it was taken");
        (await director.Get(Of(child))).Status.ShouldBeOneOf(403, 404);
        (await there.Get(Of(child))).Is(200);
    }

    [Fact]
    public async Task A_report_of_harm_opens_a_case_by_itself_and_is_noted_where_one_is_open()
    {
        var (reported, open) = (await Child("reported"), await Assessed("noted"));
        var secretary = await borough.Secretary();
        foreach (var child in new[] { reported, open })
            (
                await secretary.Post($"/api/communities/{Code}/entrustments/{child}/report", new { seen = Secret, to = new[] { "police" } })
            ).Is(200);
        await Until.True(() => Known(reported) is { Source: ProtectionSource.Report, State.IsOpen: true }, "a case was opened");
        await Until.True(() => Known(open)!.State.Causes.Count == 1, "it was noted");
        Known(open)!.State.Owed.ShouldContain(one => one.Step == ProtectionStep.FollowUp && one.Before == Today.AddDays(1));
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_refused()
    {
        var (child, grown, director) = (await Opened("wrong"), await Child("grown", years: 30), await Director());
        (
            await director.Post(
                "/api/protection",
                new
                {
                    person = child,
                    community = Code,
                    why = "再开",
                }
            )
        ).Code.ShouldBe("protection.already-open");
        (
            await director.Post(
                "/api/protection",
                new
                {
                    person = grown,
                    community = Code,
                    why = "大人",
                }
            )
        ).Code.ShouldBe("protection.only-minors");
        (await director.Post(Of(child, "/assess"), new { level = "none", found = "x" })).Is(400);
        (await director.Post(Of(child, "/plan"), new { goals = "x", services = Array.Empty<object>() })).Is(400);
        (await director.Post(Of(child, "/follow-up"), new { means = "door", found = "x" })).Code.ShouldBe("protection.not-assessed");
        (await director.Post(Of(child, "/transfer"), new { to = "411502999999", why = "x" })).Code.ShouldBe("protection.unknown-community");
        (await (await Supervisor()).Post(Of(child, "/assign"), new { member = BoroughRegisters.Secretary })).Code.ShouldBe(
            "protection.unknown-member"
        );
        (await director.Get("/api/protection?state=mine")).Is(400);
    }

    [Fact]
    public async Task Papers_of_a_case_are_read_by_who_follows_it_and_papers_of_the_register_are_not_with_them()
    {
        var (child, supervisor) = (await Opened("papers"), await Supervisor());
        var address = $"/api/communities/{Code}/attachments/protection/{child}";
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", supervisor.Token);
        http.DefaultRequestHeaders.Add("Idempotency-Key", $"paper-{child}");
        using var content = Pictures.Content(Pictures.Png());
        using var added = await http.PostAsync(new Uri(borough.Address, $"{address}?what=photo"), content);
        added.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
        await borough.Folding.Newest(CancellationToken.None);
        var shown = (await (await Director()).Get(address)).Is(200)["items"].EnumerateArray().Single();
        (await (await Director()).File($"{address}/{shown.GetProperty("id").GetGuid()}")).ShouldNotBeEmpty();
        (await supervisor.Get($"/api/communities/{Code}/attachments/person/{BoroughRegisters.OldWoman}")).Is(403);
        (await (await Civil()).Get($"/api/communities/{Code}/attachments/person/{BoroughRegisters.OldWoman}")).Is(403);
    }

    [Fact]
    public async Task The_county_counts_and_of_few_tells_no_street()
    {
        await Opened("counted");
        var count = (await (await borough.Duty()).Get($"/api/counties/{Borough.County}/protection")).Is(200);
        foreach (var sum in count["figures"].EnumerateObject())
            if (sum.Value is { ValueKind: System.Text.Json.JsonValueKind.Number } figure)
                figure.GetInt32().ShouldNotBeInRange(1, count["few"].GetInt32() - 1, sum.Name);
        foreach (var street in count["streets"].EnumerateArray())
            if (street.TryGetProperty("open", out var told))
                told.GetInt32().ShouldBeGreaterThanOrEqualTo(count["few"].GetInt32());
        (await (await borough.StreetOfficer()).Get($"/api/counties/{Borough.County}/protection")).Is(403);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, 3)]
    public void A_figure_of_fewer_than_three_is_not_told(int cases, int? told) => ProtectionSums.Told(cases).ShouldBe(told);
}
