using Emergency.Domain;
using Emergency.Domain.Grids;
using Emergency.Domain.Visits;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.Patrols;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Communities;

/// <summary>An account is closed when everything its owner has in hand has gone to others.</summary>
public sealed class InHandTests(Borough borough)
{
    private const string Here = $"/api/communities/{Borough.Community}/team";

    [Fact]
    public async Task The_account_of_who_still_has_a_key_is_locked_at_once_and_closed_when_the_key_is_back()
    {
        var (secretary, clerk) = (await borough.Secretary(), await borough.As(Role.Operator, Borough.County));
        var member = await secretary.Enlist();
        var owner = await borough.As(Role.Responder, Borough.Community, member);
        var account = $"/api/accounts/{owner.Account}";
        var issued = (await secretary.Post($"{Here}/members/{member}/equipment", new { kind = "key", what = "仓库钥匙 1 把" })).Is(200);
        var refused = (await clerk.Post($"{account}/close", new { })).Is(409);
        (refused.Code, refused.Arguments[0]).ShouldBe(("account.in-hand", "1"));
        (await owner.Get("/api/session")).Is(200);
        // The secretary locks the own team's accounts too, and can unlock all but those that the operator locked.
        (await secretary.Post($"{account}/lock", new { })).Is(200);
        (await owner.Get("/api/session")).Is(401);
        (await secretary.Post($"{account}/unlock", new { })).Is(200);
        (await clerk.Post($"{account}/lock", new { })).Is(200);
        (await secretary.Post($"{account}/unlock", new { })).Is(403).Code.ShouldBe("scope.not-yours");
        (await clerk.Post($"{account}/unlock", new { })).Is(200);
        (await secretary.Post($"{account}/close", new { })).Is(403);
        (await secretary.Post($"/api/accounts/{clerk.Account}/lock", new { })).Status.ShouldBeOneOf(403, 404);

        var thing = (await secretary.Get($"{Here}/members/{member}/holdings", issued)).Is(200)["things"][0].GetProperty("key").GetString();
        (await secretary.Post($"{Here}/members/{member}/equipment/{thing}/return", new { })).Is(200);
        (await clerk.Post($"{account}/close", new { })).Is(200);
    }

    [Fact]
    public async Task Risk_points_rounds_grids_and_visits_go_to_others_before_somebody_leaves()
    {
        const string code = Borough.Community;
        var secretary = await borough.Secretary();
        var (leaves, takes) = (await secretary.Enlist("grid-chief"), await secretary.Enlist("grid-chief"));
        var point = new
        {
            name = "交接的沟口",
            kind = "gully",
            watcher = leaves.Value,
            unit = "water-cm",
            threshold = 40,
            to = "东坡",
        };
        var risk = (await secretary.Post($"/api/communities/{code}/risk-points", point)).Is(201).String("id");
        var route = new
        {
            name = "交接的一圈",
            walker = leaves.Value,
            every = 7,
            stops = new[] { new { kind = "other", name = "门口" } },
        };
        var patrol = (await secretary.Post($"/api/communities/{code}/patrols", route)).Is(201).String("id");
        var grid = new
        {
            kind = "grid",
            name = "交接的网格",
            buildings = new[] { "交接楼" },
            chief = leaves.Value,
        };
        (await secretary.Post($"/api/communities/{code}/quarters", grid)).Is(200);
        var person = BoroughRegisters.Someone("handed-over");
        await BoroughRegisters.Record(borough, person, null, "何拟交", new(1950, 1, 1), 0.005, "elder-alone");
        (await secretary.Post($"/api/communities/{code}/visits/plan", new { })).Is(200);
        await Until.True(() => borough.Folding.Now.Of<VisitsKnown>().Find(code, person) is not null, "a visit is planned");
        var (visits, day) = (Entities.Visits(Entities.Live, code, person), Shanghai.Day(TimeProvider.System.GetUtcNow()));
        await borough.Do(visits, new HandVisits(leaves, Borough.By, TimeProvider.System.GetUtcNow()));

        var things = (await secretary.Get($"{Here}/members/{leaves}/holdings"))
            .Is(200)["things"]
            .EnumerateArray()
            .Select(one => (What: one.GetProperty("what").GetString()!, Key: one.GetProperty("key").GetString()))
            .ToList();
        things.Select(one => one.What).ShouldBe(["risk", "patrol", "grid", "visits"]);
        var refused = (await secretary.Post($"{Here}/members/{leaves}/leave", new { day })).Is(409);
        (refused.Code, refused.Arguments[0]!.Contains("交接的沟口", StringComparison.Ordinal)).ShouldBe(("team.hand-first", true));
        var hand = things.Select(one => new
        {
            what = one.What,
            key = one.Key,
            to = takes.Value,
        });
        (await secretary.Post($"{Here}/members/{leaves}/leave", new { day, hand })).Is(200);

        await Until.True(
            () => !borough.Folding.Now.Of<TeamsKnown>().Of(code).State.Members.ContainsKey(leaves),
            "somebody has left, and all that was handed over before is known"
        );
        var known = borough.Folding.Now;
        known.Of<RiskPointsKnown>().Find(new(Guid.Parse(risk!)))!.Facts!.Watcher.ShouldBe(takes);
        known.Of<PatrolsKnown>().Find(new(Guid.Parse(patrol!)))!.Facts!.Walker.ShouldBe(takes);
        known.Of<QuartersKnown>().Of(code).Find(QuarterKind.Grid, "交接的网格")!.Chief.ShouldBe(takes);
        known.Of<VisitsKnown>().Find(code, person)!.Value.Aside!.Hand.ShouldBe(takes);
        (await secretary.Post($"/api/communities/{code}/quarters/remove", new { kind = "grid", name = "交接的网格" })).Is(200);
        (await secretary.Post($"/api/communities/{code}/risk-points/{risk}/end", new { words = "已治理" })).Is(200);
        (await secretary.Post($"/api/communities/{code}/patrols/{patrol}/end", new { })).Is(200);
        await borough.Do(visits, new HandVisits(null, Borough.By, TimeProvider.System.GetUtcNow()));
    }
}
