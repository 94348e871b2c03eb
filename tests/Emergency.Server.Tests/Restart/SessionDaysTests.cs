using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Restart;

/// <summary>Sessions over days: the server is started again on a later day.</summary>
[Long("a process under another clock")]
public sealed class SessionDaysTests
{
    [Fact]
    public async Task Nobody_is_signed_out_while_an_incident_of_their_place_runs_and_everybody_is_once_its_scene_has_ended()
    {
        await using var server = await RunningServer.StartOn(new(2026, 3, 10));
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        foreach (
            var (name, role, division) in new[]
            {
                ("duty", Role.CountyDuty, "411502"),
                ("street", Role.StreetOfficer, "411502001"),
                ("ended", Role.Auditor, "411502"),
            }
        )
            await server.Account(
                clerk,
                new
                {
                    account = name,
                    password = ServerFixture.Password,
                    grants = new[] { new Grant(role, new(division)) },
                }
            );
        using var duty = await server.SignIn("duty", ServerFixture.Password);
        using var street = await server.SignIn("street", ServerFixture.Password);
        using var ended = await server.SignIn("ended", ServerFixture.Password);
        (await ended.Delete("/api/session")).Is(200);
        var incident = (await duty.Post("/api/incidents", new { category = "power", title = "停电" })).Is(201).String("id");

        (await server.End()).ShouldBe(0);
        await server.BeginOn(new(2026, 3, 12));
        // Nobody used it for two days, and a desk's session lasts one: only the incident keeps it.
        async Task<Answer> Who(Api api) => await server.Stranger().Get("/api/session", ("Authorization", $"Bearer {api.Token}"));
        (await Who(duty)).Is(200)["carried"].GetBoolean().ShouldBeTrue();
        (await Who(street)).Is(200)["carried"].GetBoolean().ShouldBeTrue();
        (await Who(ended)).Is(401);
        using var again = await server.SignIn("duty", ServerFixture.Password);
        (await again.Get("/api/session"))["carried"].GetBoolean().ShouldBeFalse();
        (await again.Get("/api/session/devices"))["items"].GetArrayLength().ShouldBe(2);

        (await again.Post($"/api/incidents/{incident}/withdraw", new { reason = "来电了" })).Is(200);
        (await Who(duty)).Is(401).Code.ShouldBe("session.missing");
        (await Who(street)).Is(401);
        (await Who(again)).Is(200);
        (await again.Get("/api/session/devices"))["items"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Without_an_incident_two_days_end_it()
    {
        await using var server = await RunningServer.StartOn(new(2026, 3, 10));
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        (await server.End()).ShouldBe(0);
        await server.BeginOn(new(2026, 3, 12));
        (await server.Stranger().Get("/api/session", ("Authorization", $"Bearer {clerk.Token}"))).Is(401);
    }
}
