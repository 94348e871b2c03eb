using Emergency.Domain;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Responses;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Scopes;

/// <summary>Every route × every role, as in the server's own description and the table of permissions. All deviations are listed.</summary>
[Collection(nameof(Quarter))]
public sealed class ScopeTests(Quarter quarter) : IAsyncLifetime
{
    /// <summary>
    /// Routes that need more than the quarter has, covered in BuildingTests, BaseMapTests and DivisionChangeTests: a house of three
    /// households, the files of a map, a community that has ended.
    /// </summary>
    private static readonly string[] OfMore =
    [
        "GET /api/communities/{code}/ended",
        "POST /api/communities/{code}/ended/open",
        "GET /api/buildings/at",
        "GET /api/base-maps/{map}/file",
        "GET /api/base-maps/{map}/tiles/{z}/{x}/{y}",
    ];

    /// <summary>Routes about the asker alone, in any place: nothing of somebody else's can be named.</summary>
    private static readonly string[] OfOneself =
    [
        "GET /api/me/needs",
        "POST /api/me/needs/{needId}/seen",
        "GET /api/session",
        "POST /api/session",
        "DELETE /api/session",
        "POST /api/session/password",
        "POST /api/session/outside/begin",
        "POST /api/session/outside/finish",
        "POST /api/session/passkeys",
        "POST /api/session/passkeys/ask",
        "POST /api/session/passkeys/draw",
        "POST /api/session/passkeys/{passkey}/remove",
        "POST /api/session/second-factor/draw",
        "POST /api/session/second-factor/enrol",
        "POST /api/session/second-factor/recovery",
        "POST /api/session/second-factor/remove",
        "PUT /api/me/position",
        "GET /api/me/tasks",
        "POST /api/cues/{cueId}/read",
        "POST /api/cues/{cueId}/answer",
        "POST /api/link/open",
        "POST /api/invitation/open",
        "POST /api/invitation/accept",
        "POST /api/link/act",
        "POST /api/party/asks/{askId}/accept",
        "POST /api/party/asks/{askId}/refuse",
        "POST /api/party/asks/{askId}/finish",
    ];

    /// <summary>The lists of matters are the county's: all its streets, departments and committees have to do with them.</summary>
    private static readonly Permission?[] OfTheCounty = [OrderPermissions.ListsRead, OrderPermissions.ListsApply];

    /// <summary>Names of divisions, and acts of the authorities above a community: its neighbour is below them too.</summary>
    private static readonly Permission?[] OfWhoIsAbove =
    [
        PlacePermissions.Read,
        DutyPermissions.Read,
        ResponsePermissions.Read,
        .. OfTheCounty,
    ];
    private IReadOnlyList<Route> _routes = [];
    private Scene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _routes = await Route.All(quarter.Clerk);
        _scene = await Scene.Shared(quarter);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Who_is_not_signed_in_gets_nothing()
    {
        using var stranger = quarter.Server.Stranger();
        var routes = _routes.Where(route => route.Session).ToList();
        routes.Count.ShouldBeGreaterThan(60);
        await None(routes, async route => await Answered(route, stranger, 401, "session.missing"));
        (await quarter.Written(stranger)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_realm_that_does_not_exist_is_not_found()
    {
        foreach (var role in (Role[])[Role.CountyDuty, Role.Secretary, Role.Operator])
            await None(
                _routes.Where(route => route.Session),
                async route =>
                    (await route.Send(await quarter.As(role), _scene, "realm=drill-0")) is var answer
                    && (answer.Status, answer.Code) == (404, "realm.unknown")
                        ? null
                        : $"{route} {role}: {answer.Status} {answer.Code}"
            );
    }

    [Fact]
    public async Task Who_lacks_the_permission_is_told_who_has_it_and_nothing_is_written()
    {
        // Roles without an account get one now, which others confirm.
        await Everybody(From.Here);
        await quarter.News();
        await None(
            Pairs(From.Here, Reach.No),
            async pair => await Answered(pair.Route, await quarter.As(pair.Role), 403, "scope.not-yours", pair.Role)
        );
        (await quarter.Written([.. await Everybody(From.Here)]))
            .Where(line => !line.Contains("account.signed-in", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_role_of_another_street_or_county_finds_nothing_and_writes_nothing()
    {
        var people = new List<Api>();
        foreach (var from in (From[])[From.Away, From.Far])
        {
            people.AddRange(await Everybody(from));
            await quarter.News();
            await None(
                Pairs(from, Reach.Scope, Reach.Assigned)
                    .Where(pair => pair.Route.NamesSomething && !(from == From.Away && OfTheCounty.Contains(pair.Route.Needs))),
                async pair =>
                    await Answered(
                        pair.Route,
                        await quarter.As(pair.Role, from),
                        404,
                        pair.Route.ToString() == "POST /api/care" ? "residents.unknown-person" : "not-found",
                        pair.Role
                    )
            );
            (await quarter.Written([.. people])).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_next_community_of_the_street_is_not_let_in_and_writes_nothing()
    {
        var people = await Everybody(From.Next);
        await quarter.News();
        var pairs = Pairs(From.Next, Reach.Scope, Reach.Assigned)
            .Where(pair =>
                pair.Route.NamesSomething
                && !OfWhoIsAbove.Contains(pair.Route.Needs)
                && Quarter.Scope(pair.Role, From.Next).Division == QuarterRegisters.Next
            );
        await None(
            pairs,
            async pair =>
                (await pair.Route.Send(await quarter.As(pair.Role, From.Next), _scene)) is var answer
                && (answer.Status, answer.Code) is (403, "scope.not-yours") or (404, "not-found")
                    ? null
                    : $"{pair.Route} {pair.Role}: {answer.Status} {answer.Code}"
        );
        (await quarter.Written([.. people])).ShouldBeEmpty();
    }

    [Fact, Long("every list for every role")]
    public async Task Lists_elsewhere_hold_nothing_of_here()
    {
        var lists = _routes
            .Where(route =>
                route
                    is {
                        Method: "GET",
                        Session: true,
                        Needs: not null,
                        NamesSomething: false,
                        Path: not ("/api/export" or "/api/anchor" or "/api/anchor/sheet" or "/api/buildings/at")
                    }
            )
            .ToList();
        lists
            .Select(route => route.Path)
            .ShouldBe(
                [
                    "/api/accounts",
                    "/api/base-maps",
                    "/api/calls",
                    "/api/care",
                    "/api/cases",
                    "/api/clinic/patients",
                    "/api/confirmations",
                    "/api/cues",
                    "/api/divisions",
                    "/api/drills",
                    "/api/drills/palette",
                    "/api/drills/scenarios",
                    "/api/entrustments/table",
                    "/api/goods",
                    "/api/ground/near",
                    "/api/handovers/received",
                    "/api/harm-reports",
                    "/api/hotlines",
                    "/api/hotlines/board",
                    "/api/improvements",
                    "/api/incidents",
                    "/api/incidents/help",
                    "/api/incidents/joinable",
                    "/api/incidents/late-tasks",
                    "/api/incidents/texts",
                    "/api/lines",
                    "/api/loudspeakers",
                    "/api/me/call-outs",
                    "/api/me/duty",
                    "/api/me/needs",
                    "/api/me/roster",
                    "/api/me/tasks",
                    "/api/operations",
                    "/api/orders",
                    "/api/party",
                    "/api/patrols/mine",
                    "/api/places",
                    "/api/plan-library",
                    "/api/protection",
                    "/api/responses",
                    "/api/retention",
                    "/api/risk-points/mine",
                    "/api/schedules",
                    "/api/schedules/calendar",
                    "/api/shelters",
                    "/api/standing",
                    "/api/visits/mine",
                    "/api/visits/mine/count",
                    "/api/visits/table",
                    "/api/warnings",
                    "/api/warnings/waiting",
                ],
                ignoreOrder: true
            );
        string[] ours =
        [
            .. (
                (string[])
                    [
                        "$incident",
                        "$task",
                        "$handover",
                        "$goodsId",
                        "$orderId",
                        "$responseId",
                        "$drillId",
                        "$scheduleId",
                        "$scenarioId",
                        "$warningId",
                        "$caseId",
                        "$hazardId",
                        "$riskPointId",
                        "$patrolId",
                        "$ground",
                        "$care",
                        "$account",
                        "$shelter",
                        "$community",
                    ]
            ).Select(_scene.Fill),
        ];
        foreach (var from in (From[])[From.Away, From.Far])
            await None(
                lists.SelectMany(route => route.Roles(Reach.Scope, Reach.Assigned), (route, role) => (Route: route, Role: role)),
                async pair =>
                {
                    var answer = await pair.Route.Send(
                        await quarter.As(pair.Role, from),
                        _scene,
                        pair.Route.Path == "/api/incidents" ? "state=all" : ""
                    );
                    return answer.Status == 200 && !ours.Any(one => answer.Text.Contains(one, StringComparison.Ordinal))
                        ? null
                        : $"{pair.Route} {pair.Role} {from}: {answer.Status} {answer.Text}";
                }
            );
    }

    [Fact]
    public async Task Whom_it_is_meant_for_is_answered_on_every_route()
    {
        var scene = await Scene.Play(quarter);
        // Routes that end something come last.
        var routes = _routes
            .Where(route => route.Session && !OfOneself.Concat(OfMore).Contains(route.ToString(), StringComparer.Ordinal))
            .OrderBy(route =>
                route.Method == "GET" ? 0
                : route.Path.EndsWith("/close", StringComparison.Ordinal)
                || route.Path.EndsWith("/end", StringComparison.Ordinal)
                || route.Path.EndsWith("/remove", StringComparison.Ordinal)
                || route.Path == "/api/cases/{caseId}/incident"
                || route.Method == "DELETE"
                    ? 2
                : route.Path.EndsWith("/withdraw", StringComparison.Ordinal) ? 3
                : 1
            );
        await None(
            routes,
            async route =>
            {
                var people =
                    route.Needs is null || route.Path == "/api/imports/{kind}"
                        ? [quarter.Clerk]
                        : await Task.WhenAll(route.Roles(Reach.Scope).Select(role => quarter.As(role)));
                var answers = new List<string>();
                foreach (var one in people)
                {
                    var answer = await route.Send(one, scene);
                    if (answer.Status is 200 or 201 or 202 or 409)
                        return null;
                    answers.Add($"{answer.Status} {answer.Text}");
                }
                return $"{route}: {string.Join(" | ", answers)}";
            }
        );
    }

    private IEnumerable<(Route Route, Role Role)> Pairs(From from, params Reach[] reach) =>
        _routes
            .Where(route => route.Session)
            .SelectMany(route => route.Roles(reach), (route, role) => (route, role))
            .Where(pair => from != From.Far || Quarter.Scope(pair.role, From.Far) != Quarter.Scope(pair.role, From.Away));

    private async Task<IReadOnlyList<Api>> Everybody(From from) =>
        await Task.WhenAll(Enum.GetValues<Role>().Select(role => quarter.As(role, from)));

    private async Task<string?> Answered(Route route, Api who, int status, string code, Role? role = null)
    {
        var answer = await route.Send(who, _scene);
        return (answer.Status, answer.Code) == (status, code) ? null : $"{route} {role}: {answer.Status} {answer.Text}";
    }

    private static async Task None<T>(IEnumerable<T> all, Func<T, Task<string?>> deviates)
    {
        var found = new List<string>();
        foreach (var one in all)
            if (await deviates(one) is { } line)
                found.Add(line);
        found.ShouldBeEmpty();
    }
}
