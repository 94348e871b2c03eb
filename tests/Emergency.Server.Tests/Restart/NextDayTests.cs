using System.Text.Json.Nodes;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;

namespace Emergency.Server.Tests.Restart;

[Long("a process of its own")]
public sealed class NextDayTests
{
    [Fact]
    public async Task After_a_restart_everything_is_as_it_was_and_who_was_signed_in_still_is()
    {
        await using var server = await RunningServer.StartFor(QuarterRegisters.City, RunningServer.Apart);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        await QuarterRegisters.Load(clerk);
        var duty = await Account(server, clerk, Role.CountyDuty, new(QuarterRegisters.County));
        var street = await Account(server, clerk, Role.StreetOfficer, new(QuarterRegisters.Street));
        var fire = await Scene.Fire(duty);
        await Scene.Draw(duty, fire);
        var (doors, people) = (
            $"/api/incidents/{fire}/doors/{QuarterRegisters.Here}",
            new Dictionary<string, Api>(StringComparer.Ordinal)
            {
                ["duty"] = duty,
                ["street"] = street,
                ["operator"] = clerk,
            }
        );
        (
            await street.Post(
                $"{doors}/persons/{QuarterRegisters.Person(QuarterRegisters.Here)}/check",
                new { state = "moved", where = "活动中心" }
            )
        ).Is(200);
        (await street.Post($"{doors}/visitors", new { name = "访客样人" })).Is(200);
        (
            await street.Post(
                $"/api/incidents/{fire}/tasks",
                new
                {
                    community = QuarterRegisters.Here,
                    @class = "life",
                    text = "看一下老人",
                    members = new[] { QuarterRegisters.Member(QuarterRegisters.Here, Role.UnitChief) },
                }
            )
        ).Is(201);
        (
            await street.Post(
                "/api/care",
                new
                {
                    person = QuarterRegisters.Person(QuarterRegisters.Here, 2),
                    community = QuarterRegisters.Here,
                    incident = fire,
                }
            )
        ).Is(201);
        var last = (await duty.Post($"/api/incidents/{fire}/grade", new { grade = "general" })).Is(200).Position!.Value;
        (string Who, string Path)[] looks =
        [
            ("duty", $"/api/incidents/{fire}"),
            ("duty", "/api/incidents?state=all"),
            ("duty", $"/api/incidents/{fire}/figures"),
            ("duty", $"/api/incidents/{fire}/tasks"),
            ("duty", $"/api/incidents/{fire}/timeline"),
            ("street", $"/api/incidents/{fire}/doors"),
            ("street", $"/api/incidents/{fire}/impact"),
            ("street", $"/api/communities/{QuarterRegisters.Here}/residents"),
            ("street", $"/api/communities/{QuarterRegisters.Here}/team"),
            ("street", $"/api/communities/{QuarterRegisters.Here}/supplies"),
            ("street", $"/api/communities/{QuarterRegisters.Here}"),
            ("street", "/api/shelters"),
            ("operator", "/api/accounts"),
            ("operator", "/api/divisions"),
            ("street", "/api/session"),
        ];
        var before = await Look(server, people, looks, last);

        (await server.End()).ShouldBe(0);
        await server.Begin();
        (await Look(server, people, looks, last)).ShouldBe(before);
        await server.Kill();
        await server.Begin();
        (await Look(server, people, looks, last)).ShouldBe(before);
        foreach (var one in people.Values)
            one.Dispose();
    }

    private static async Task<Api> Account(RunningServer server, Api clerk, Role role, Domain.Places.Scope scope)
    {
        await server.Account(
            clerk,
            new
            {
                account = $"{role}",
                password = Quarter.Password,
                grants = new[] { new Grant(role, scope) },
            }
        );
        return await server.SignIn($"{role}", Quarter.Password);
    }

    /// <summary>
    /// Answers to each person in the session they have had from the beginning; without the positions, which grow with every recorded look.
    /// </summary>
    private static async Task<List<string>> Look(
        RunningServer server,
        Dictionary<string, Api> people,
        (string Who, string Path)[] looks,
        long after
    )
    {
        using var api = server.Stranger();
        var seen = new List<string>();
        foreach (var (who, path) in looks)
        {
            var answer = (
                await api.Get(
                    $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={after}",
                    ("Authorization", $"Bearer {people[who].Token}")
                )
            ).Is(200);
            var body = JsonNode.Parse(answer.Text)!.AsObject();
            body.Remove("position");
            seen.Add($"{path} {body.ToJsonString()}");
        }
        return seen;
    }
}
